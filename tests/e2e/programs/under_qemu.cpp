// SPDX-License-Identifier: Apache-2.0
// Stands in the place of a program for scripts/test-qemu: runs that program of another
// machine under qemu-user, with the same words and environment. qemu-user hands the entries of the
// environment on in reverse order (linux-user/main.c, util/envlist.c), so they are reversed here.
// It also drops all but one entry of a name, and entries that are no variables.
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

int main(int count, char** words, char** environment) {
  std::string qemu = UNDER_QEMU_EMULATOR;
  std::string program = UNDER_QEMU_PROGRAM;
  std::string option = "-0";
  std::string no_name;
  std::vector<char*> argv = {qemu.data(), option.data(), count > 0 ? words[0] : no_name.data(),
                             program.data()};
  for (int i = 1; i < count; ++i) argv.push_back(words[i]);
  argv.push_back(nullptr);
  std::vector<char*> entries;
  for (; *environment != nullptr; ++environment) entries.push_back(*environment);
  std::reverse(entries.begin(), entries.end());
  entries.push_back(nullptr);
  ::execve(qemu.c_str(), argv.data(), entries.data());
  return 112;
}
