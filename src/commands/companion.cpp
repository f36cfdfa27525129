// SPDX-License-Identifier: Apache-2.0
#include "os/companion.hpp"

#include "commands/commands.hpp"
#include "os/exec.hpp"
#include "os/exec_failure.hpp"

namespace proxyenv::commands {

namespace {

// `needed` and `otherwise` stand around the sentence that it is missing.
Error become(const Invocation& invocation, const std::string& needed,
             const std::string& otherwise) {
  auto path = os::find_companion(os::kCompanionName, invocation.environment.find("PATH"));
  if (!path) {
    return Error{needed + " the companion program " + std::string(os::kCompanionName) +
                 ", which is neither beside proxyenv nor in PATH; copy it there" + otherwise};
  }
  // The subcommand stays in argv[1], because the companion also reads it.
  invocation.argv[0] = path->data();
  const os::ExecFailure failure = os::exec(invocation.argv, invocation.environment);
  return Error{os::explain(failure, invocation.environment.exec_size()).message};
}

}  // namespace

int companion(const Invocation& invocation) {
  std::string name;
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    if (row.subcommand == invocation.line.subcommand) name = row.name;
  }
  // If the companion cannot be started, proxyenv itself has failed, not a command.
  return fail_with(
      become(invocation, "`" + name + "` comes from", ", or put -- before a command of that name"));
}

Error become_companion(const Invocation& invocation, const std::string& what) {
  return become(invocation, what + ": to read it takes", "");
}

}  // namespace proxyenv::commands
