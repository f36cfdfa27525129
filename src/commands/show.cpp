// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_values.hpp"
#include "commands/commands.hpp"
#include "core/plan.hpp"
#include "os/log.hpp"
#include "os/process_environment.hpp"
#include "report/plan_json.hpp"
#include "report/plan_text.hpp"

namespace proxyenv::commands {

namespace {

// The environment that SOURCE names: the own one by default.
Result<Environment> read_source(const Invocation& invocation) {
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

int show(const Invocation& invocation) {
  if (*invocation.operands != nullptr) {
    return report(Error{"show takes no command; to run one called show, put -- before it"});
  }
  const auto source = read_source(invocation);
  if (!source) return report(source.error());
  // PROXYENV_ variables count from the environment looked at: they decide what run does there.
  const Environment own = cli::own_variables(*source);
  const auto off = cli::is_switched_off(own);
  if (!off) return report(off.error());
  if (*off) os::log_message("PROXYENV_OFF is on there: run changes nothing; without it:");
  const auto settings = cli::read_settings(invocation.line.options, own);
  if (!settings) return report(settings.error());
  const Plan plan = make_plan(cli::without_own_variables(*source), settings->policy);
  return print(invocation.line.has(cli::Option::json) ? render_plan_json(plan)
                                                      : render_plan_text(plan));
}

}  // namespace proxyenv::commands
