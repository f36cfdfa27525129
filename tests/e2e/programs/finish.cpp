// SPDX-License-Identifier: Apache-2.0
// Ends in the requested way:
//   finish                  at once, with 0
//   finish exit N           with status N
//   finish signal N         by signal N
//   finish children         prints "some" if it has children, even from before its exec, or "none"
//   finish sleep            never, until its standard input ends
//   finish forget           the same, and writes over its environment first
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "exit";
  const int number = argc > 2 ? std::atoi(argv[2]) : 0;
  if (how == "exit") return number;
  if (how == "forget") {
    for (char** entry = environ; *entry != nullptr; ++entry) {
      for (char* c = *entry; *c != 0; ++c) *c = ' ';
    }
  }
  if (how == "sleep" || how == "forget") {
    char byte = 0;
    if (::write(STDOUT_FILENO, "ready\n", 6) != 6) return 1;
    while (::read(STDIN_FILENO, &byte, 1) > 0) {
    }
    return 0;
  }
  if (how == "children") {
    const bool has_child = ::waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD;
    std::puts(has_child ? "some" : "none");
    return 0;
  }
  if (how == "signal") {
    const struct rlimit no_core {};
    ::setrlimit(RLIMIT_CORE, &no_core);
    // Whoever runs the tests may ignore it, as nohup and a shell's background do.
    struct sigaction by_default {};
    by_default.sa_handler = SIG_DFL;
    ::sigaction(number, &by_default, nullptr);
    ::kill(::getpid(), number);
    return 0;  // the signal's default is to be ignored
  }
  return 1;
}
