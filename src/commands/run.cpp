// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>

#include "cli/proxyenv_variables.hpp"
#include "commands/become.hpp"
#include "commands/commands.hpp"
#include "core/plan/plan.hpp"
#include "os/busybox.hpp"
#include "os/exec.hpp"
#include "os/exec_failure.hpp"
#include "os/log.hpp"
#include "report/finding_line.hpp"
#include "report/plan_text.hpp"

namespace proxyenv::commands {

namespace {

bool has_additions(const Plan& plan) {
  return std::any_of(plan.changes.begin(), plan.changes.end(),
                     [](const Change& change) { return change.action == Action::set; });
}

// Whether the plan gives BusyBox's wget a proxy that it did not have, and wget is BusyBox's here.
// It reads no list, so it then asks the proxy for exempt hosts, too.
bool is_news_for_busybox(const Plan& plan) {
  const bool has_new_proxy =
      std::any_of(plan.changes.begin(), plan.changes.end(), [](const Change& change) {
        return change.variable == row_of(Family::http).lower && change.action == Action::set &&
               change.reason == Reason::missing_spelling;
      });
  return has_new_proxy && os::wget_is_busybox();
}

bool is_told(const Finding& finding, const Plan& plan, const cli::Settings& settings) {
  if (settings.verbose || row_of(finding.kind).printed_by_run) return true;
  return finding.kind == FindingKind::busybox_wget && is_news_for_busybox(plan);
}

void tell(const Plan& plan, const cli::Settings& settings) {
  if (settings.quiet) return;
  for (const Finding& finding : plan.findings) {
    if (is_told(finding, plan, settings)) {
      os::log_message(render_finding_line(parts_of(finding)));
    }
  }
  if (!settings.verbose) return;
  if (plan.changes.empty()) os::log_message("no proxy variable is set, and none is added");
  for (const Change& change : plan.changes) os::log_message(render_change(change));
}

// Whether --strict forbids the start. If so, the findings that forbid it are printed.
bool is_refused(const Plan& plan, const cli::Settings& settings) {
  if (!settings.strict) return false;
  bool refused = false;
  for (const Finding& finding : plan.findings) {
    if (row_of(finding.kind).severity < Severity::warning) continue;
    const bool told = !settings.quiet && (settings.verbose || row_of(finding.kind).printed_by_run);
    if (!told) os::log_message(render_finding_line(parts_of(finding)));
    refused = true;
  }
  if (refused) os::log_message("not started: --strict, and the above remains");
  return refused;
}

// A first word that is nearly a subcommand runs as a command, like any other word. Where there is
// no such command, the message says what may have been meant.
std::string advice_for_typo(const Invocation& invocation) {
  const cli::CommandLine& line = invocation.line;
  if (line.names_subcommand || line.command_begin != 0) return {};
  return cli::did_you_mean_subcommand(invocation.command_words[0]);
}

}  // namespace

int run(const Invocation& invocation) {
  if (*invocation.command_words == nullptr) {
    const cli::CommandLine& line = invocation.line;
    if (!line.names_subcommand && line.command_begin == 0) return fail_without_command();
    return fail_with(Error{"no command given; `proxyenv help` tells how to give one"});
  }
  const Environment own = cli::own_variables(invocation.environment);
  const auto off = cli::is_switched_off(own);
  if (!off) return fail_with(off.error());
  const std::string advice = advice_for_typo(invocation);
  if (*off) return become(invocation.command_words, invocation.environment, advice);

  const auto settings = cli::read_settings(invocation.line.options, own);
  if (!settings) return fail_with(settings.error());
  const Environment original = own.entries().empty()
                                   ? invocation.environment
                                   : cli::without_own_variables(invocation.environment);
  const Plan plan = make_plan(original, settings->policy);
  tell(plan, *settings);
  if (is_refused(plan, *settings)) return kExitOwnFailure;

  const Environment planned = apply(original, plan);
  if (!has_additions(plan)) return become(invocation.command_words, planned, advice);
  // Here become() would report a failure that has a way out: a command that starts without our
  // additions must start with them, too. So the failure is looked at before it is reported.
  const os::ExecFailure failure = os::exec(invocation.command_words, planned);
  if (failure.os_error == E2BIG) {
    if (!settings->quiet) os::log_message(os::why_unchanged(planned));
    return become(invocation.command_words, original);
  }
  return say_failure(failure, planned, advice);
}

}  // namespace proxyenv::commands
