// SPDX-License-Identifier: Apache-2.0
#include "os/install.hpp"

#include "commands/commands.hpp"

namespace proxyenv::commands {

int install(const Invocation& invocation) {
  if (*invocation.command_words != nullptr) {
    return fail_with(Error{"--install takes a destination and no command"});
  }
  const auto installed = os::install_self(invocation.line.options.at(cli::Option::install).front());
  return installed ? 0 : fail_with(installed.error());
}

}  // namespace proxyenv::commands
