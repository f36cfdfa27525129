// SPDX-License-Identifier: Apache-2.0
//   bench_instructions ENTRIES PROGRAM [ARG...]
// Prints how many instructions PROGRAM executes until it becomes another program, or forks, or
// ends. It is stepped through one by one, since a virtual machine often has no counters. The
// environment is that of bench_interleaved.
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "environment.hpp"

namespace {

[[noreturn]] void start(char** words, char* const* environment) {
  ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  ::raise(SIGSTOP);
  ::execve(words[0], words, environment);
  ::_exit(127);
}

bool is_event(int status) {
  return (status >> 16) != 0;
}

// Waits for the exec of the program itself, then counts its steps.
long count_steps(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  ::ptrace(PTRACE_SETOPTIONS, child, nullptr,
           PTRACE_O_TRACEEXEC | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
               PTRACE_O_EXITKILL);
  do {
    ::ptrace(PTRACE_CONT, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
  } while (WIFSTOPPED(status) && !is_event(status));
  long steps = 0;
  for (; WIFSTOPPED(status); ++steps) {
    ::ptrace(PTRACE_SINGLESTEP, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
    if (WIFSTOPPED(status) && is_event(status)) break;
  }
  return steps;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const auto environment = bench::make_environment(std::atoi(argv[1]));
  const auto block = bench::block_of(environment);
  const pid_t child = ::fork();
  if (child < 0) return 1;
  if (child == 0) start(argv + 2, block.data());
  std::printf("%ld\n", count_steps(child));
  return 0;
}
