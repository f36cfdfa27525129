// SPDX-License-Identifier: Apache-2.0
// Starts a program with exactly the given words and environment, and waits for its end. No other
// file uses Boost.Process. The environment of the test process is never read or changed. A program
// that does not end in time is killed, and that is reported.
#pragma once

#include <chrono>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace e2e {

using Words = std::vector<std::string>;

struct Program {
  Words argv;                         // argv[0] is the file to execute
  Words environment;                  // entries of the block, also duplicate and malformed ones
  std::string input;                  // the content of standard input (a file, at offset 0)
  std::chrono::seconds timeout{300};  // against hanging alone: busy machines are slow
};

struct Outcome {
  int pid = -1;
  int exit_status = -1;  // -1: it did not exit
  int signal = 0;        // 0: it was not killed
  int start_error = 0;   // errno of a failed execve: the program did not run
  bool timed_out = false;
  std::string out;
  std::string err;
};

// An outcome is printed as one sentence, so that a failed comparison shows what happened.
std::ostream& operator<<(std::ostream& stream, const Outcome& outcome);

[[nodiscard]] Outcome run_program(const Program& program);

// The paths of the programs under test and the helpers in the build tree. PROXYENV_E2E_LAUNCHER
// names another launcher.
[[nodiscard]] std::string proxyenv_path();
[[nodiscard]] std::string companion_path();
[[nodiscard]] std::string helper_path(std::string_view name);  // dump_state, finish ...

// Runs proxyenv with these words after its name.
[[nodiscard]] Outcome run_proxyenv(const Words& words, const Words& environment = {},
                                   std::string input = {});

// Runs with_state STEPS -- WORDS.
[[nodiscard]] Outcome run_with_state(const Words& steps, const Words& words,
                                     const Words& environment = {});

// The words of several lists in a row.
[[nodiscard]] Words joined(std::initializer_list<Words> lists);

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);
[[nodiscard]] bool contains(std::string_view text, std::string_view part);

}  // namespace e2e
