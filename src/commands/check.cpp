// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/policy_values.hpp"
#include "commands/commands.hpp"
#include "commands/source.hpp"
#include "core/examine.hpp"
#include "report/findings_json.hpp"
#include "report/findings_text.hpp"

namespace proxyenv::commands {

int check(const Invocation& invocation) {
  if (!invocation.line.arguments.empty()) {
    return fail_with(Error{"check takes no command; to run one called check, put -- before it"});
  }
  Severity threshold = Severity::warning;
  if (const auto given = invocation.line.options.find(cli::Option::severity);
      given != invocation.line.options.end()) {
    const auto severity = cli::parse_severity(given->second.front());
    if (!severity) return fail_with(Error{"--severity: " + severity.error().message});
    threshold = *severity;
  }
  const auto source = read_source(invocation);
  if (!source) return fail_with(source.error());
  const Subject& subject = source->subjects.front();
  const std::vector<Finding> findings = examine(subject.environment);
  const int printed =
      print(invocation.line.has(cli::Option::json) ? render_findings_json(findings)
                                                   : render_findings_text(findings));
  if (printed != 0) return printed;
  const bool found = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return row_of(finding.kind).severity >= threshold;
  });
  return found ? kExitFindings : 0;
}

}  // namespace proxyenv::commands
