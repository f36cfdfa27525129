// SPDX-License-Identifier: Apache-2.0
#include "report/finding_line.hpp"

namespace proxyenv {

FindingParts parts_of(const Finding& finding) {
  const FindingRow& row = row_of(finding.kind);
  return {row.name, row.severity, finding.variable, finding.message, finding.why, row.advice};
}

std::string render_finding_line(const FindingParts& finding) {
  std::string line(to_string(finding.severity));
  line.append(": ").append(finding.name);
  line.append(": ").append(finding.message);
  return line.append("; ").append(finding.advice);
}

Ink ink_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Ink::error;
    case Severity::warning:
      return Ink::warning;
    case Severity::note:
      return Ink::note;
  }
  return Ink::note;
}

}  // namespace proxyenv
