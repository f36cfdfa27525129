// SPDX-License-Identifier: Apache-2.0
#include "report/findings_text.hpp"

namespace proxyenv {

std::string render_finding(const Finding& finding) {
  const FindingRow& row = row_of(finding.kind);
  return std::string(to_string(row.severity)) + ": " + std::string(row.name) + ": " +
         finding.message + "; " + std::string(row.advice);
}

}  // namespace proxyenv
