// SPDX-License-Identifier: Apache-2.0
#include "os/companion.hpp"

#include "commands/commands.hpp"
#include "os/exec_failure.hpp"

namespace proxyenv::commands {

int companion(const Invocation& invocation) {
  std::string name;
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    if (row.subcommand == invocation.line.subcommand) name = row.name;
  }
  auto path = os::find_companion(os::kCompanionName, invocation.environment.find("PATH"));
  if (!path) {
    return report(Error{"`" + name + "` comes from the companion program " +
                        std::string(os::kCompanionName) +
                        ", which is neither beside proxyenv nor in PATH; copy it there, or put -- "
                        "before a command of that name"});
  }
  // argv: the companion's path in front of the subcommand and its words, which stand in argv.
  char** argv = invocation.operands - 2;
  argv[0] = path->data();
  const os::ExecFailure failure = os::exec(argv, invocation.environment);
  const os::ExecExplanation explanation = os::explain(failure, invocation.environment.exec_size());
  (void)report(Error{explanation.message});
  return kExitOwnFailure;
}

}  // namespace proxyenv::commands
