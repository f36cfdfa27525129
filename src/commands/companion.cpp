// SPDX-License-Identifier: Apache-2.0
#include "os/companion.hpp"

#include "commands/become.hpp"
#include "commands/commands.hpp"

namespace proxyenv::commands {

int companion(const Invocation& invocation) {
  std::string name;
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    if (row.subcommand == invocation.line.subcommand) name = row.name;
  }
  auto path = os::find_companion(os::kCompanionName, invocation.environment.find("PATH"));
  if (!path) {
    return fail_with(
        Error{"`" + name + "` comes from the companion program " + std::string(os::kCompanionName) +
              ", which is neither beside proxyenv nor in PATH; copy it there, or put -- before a "
              "command of that name"});
  }
  // The subcommand stays in argv[1], because the companion also reads it.
  invocation.argv[0] = path->data();
  // If the companion cannot be started, proxyenv itself has failed, not a command.
  (void)become(invocation.argv, invocation.environment);
  return kExitOwnFailure;
}

}  // namespace proxyenv::commands
