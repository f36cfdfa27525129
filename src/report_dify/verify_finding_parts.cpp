// SPDX-License-Identifier: Apache-2.0
#include "report_dify/verify_finding_parts.hpp"

namespace proxyenv {

FindingParts parts_of(const dify::VerifyFinding& finding) {
  const dify::VerifyFindingRow& row = dify::row_of(finding.kind);
  return {row.name, row.severity, finding.subject, finding.message, {}, finding.advice};
}

}  // namespace proxyenv
