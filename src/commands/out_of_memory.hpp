// SPDX-License-Identifier: Apache-2.0
// What both programs answer where memory ends, before main() and where no exception can be thrown,
// too: one line, and status 125. Nowhere do they abort for it.
#pragma once

namespace proxyenv::commands {

// A program behind its main(): gets main()'s arguments, and returns the exit status.
using ProgramMain = int (*)(int argc, char** argv, char** envp);

// Runs the program and returns its exit status. Where memory ends meanwhile, one line on standard
// error says so, and the status is 125.
[[nodiscard]] int run_until_out_of_memory(ProgramMain program, int argc, char** argv, char** envp);

}  // namespace proxyenv::commands
