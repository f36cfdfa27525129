// SPDX-License-Identifier: Apache-2.0
// A finding of `dify verify` in the form that all findings are printed in.
#pragma once

#include "dify/verify/verify_finding.hpp"
#include "report/finding_line.hpp"

namespace proxyenv {

[[nodiscard]] FindingParts parts_of(const dify::VerifyFinding& finding);

}  // namespace proxyenv
