// SPDX-License-Identifier: Apache-2.0
#include "commands/commands.hpp"
#include "commands/layout.hpp"
#include "commands/source.hpp"
#include "core/plan/plan.hpp"
#include "report/plan_json.hpp"
#include "report/plan_text.hpp"

namespace proxyenv::commands {

int show(const Invocation& invocation) {
  if (!invocation.line.arguments.empty()) {
    return fail_with(Error{"show takes no command; to run one called show, put -- before it"});
  }
  const auto layout = read_layout(invocation);
  if (!layout) return fail_with(layout.error());
  const auto source = read_source(invocation);
  if (!source) return fail_with(source.error());
  const Subject& subject = source->subjects.front();
  const Plan plan = make_plan(subject.environment, subject.policy);
  if (invocation.line.has(cli::Option::json)) return print(render_plan_json(plan));
  return print(render_plan_text(plan, *layout), layout->style);
}

}  // namespace proxyenv::commands
