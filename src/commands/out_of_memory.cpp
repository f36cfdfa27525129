// SPDX-License-Identifier: Apache-2.0
#include "commands/out_of_memory.hpp"

#include <unistd.h>

#include <new>
#include <string_view>

#include "commands/commands.hpp"

namespace proxyenv::commands {

int run_until_out_of_memory(ProgramMain program, int argc, char** argv, char** envp) {
  try {
    return program(argc, argv, envp);
  } catch (const std::bad_alloc&) {
    // With write(2), because os::log_message() needs memory.
    constexpr std::string_view kMessage = "proxyenv: out of memory\n";
    [[maybe_unused]] const ssize_t written =
        ::write(STDERR_FILENO, kMessage.data(), kMessage.size());
    return kExitOwnFailure;
  }
}

}  // namespace proxyenv::commands
