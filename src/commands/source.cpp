// SPDX-License-Identifier: Apache-2.0
#include "commands/source.hpp"

#include "cli/policy_values.hpp"
#include "cli/proxyenv_variables.hpp"
#include "os/log.hpp"
#include "os/process_environment.hpp"

namespace proxyenv::commands {

namespace {

Result<Environment> read_environment(const Invocation& invocation) {
  const auto& options = invocation.line.options;
  const auto pid = options.find(cli::Option::pid);
  const auto file = options.find(cli::Option::env_file);
  if (pid != options.end() && file != options.end()) {
    return fail("give --pid or --env-file, not both");
  }
  if (pid != options.end()) {
    const auto number = cli::parse_pid(pid->second.front());
    if (!number) return fail("--pid: " + number.error().message);
    return os::environment_of_process(*number);
  }
  if (file != options.end()) return os::environment_in_file(file->second.front());
  return invocation.environment;
}

}  // namespace

Result<Source> read_source(const Invocation& invocation) {
  const auto environment = read_environment(invocation);
  if (!environment) return fail(environment.error());
  const Environment own = cli::own_variables(*environment);
  const auto off = cli::is_switched_off(own);
  if (!off) return fail(off.error());
  if (*off) os::log_message("PROXYENV_OFF is on there: run changes nothing; without it:");
  auto settings = cli::read_settings(invocation.line.options, own);
  if (!settings) return fail(settings.error());
  return Source{cli::without_own_variables(*environment), std::move(settings->policy)};
}

}  // namespace proxyenv::commands
