// SPDX-License-Identifier: Apache-2.0
#include "report/findings_text.hpp"

#include "text/display.hpp"

namespace proxyenv {

std::string render_finding(const Finding& finding) {
  const FindingRow& row = row_of(finding.kind);
  return std::string(to_string(row.severity)) + ": " + std::string(row.name) + ": " +
         finding.message + "; " + std::string(row.advice);
}

std::string render_findings_text(std::span<const Finding> findings) {
  if (findings.empty()) return "nothing found\n";
  std::string text;
  for (const Finding& finding : findings) {
    text.append(escape_for_display(render_finding(finding))).append("\n");
  }
  return text;
}

}  // namespace proxyenv
