// SPDX-License-Identifier: Apache-2.0
// Converts a finding of `dify verify` to the form in which all findings are printed.
#pragma once

#include "dify/verify/verify_finding.hpp"
#include "report/finding_line.hpp"

namespace proxyenv {

[[nodiscard]] FindingParts parts_of(const dify::VerifyFinding& finding);

}  // namespace proxyenv
