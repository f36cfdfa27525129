// SPDX-License-Identifier: Apache-2.0
// Prints the words and the environment that it gets from an exec, byte for byte and in order. The
// words come first, then an empty line, then the environment; each string ends with a NUL. Exits
// with 7.
#include <unistd.h>

#include <string>

int main(int, char** argv, char** environment) {
  std::string text;
  for (; *argv != nullptr; ++argv) text.append(*argv).append(1, '\0');
  text.append("\n");
  for (; *environment != nullptr; ++environment) text.append(*environment).append(1, '\0');
  return ::write(STDOUT_FILENO, text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 7
                                                                                               : 8;
}
