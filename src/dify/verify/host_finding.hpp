// SPDX-License-Identifier: Apache-2.0
// What is said about a host that did not go as configured: the likely cause and the next step.
#pragma once

#include <optional>
#include <string>

#include "dify/verify/verdict.hpp"
#include "dify/verify/verify_finding.hpp"

namespace proxyenv::dify {

struct JudgedHost {
  std::string host;
  bool listed = false;  // should go through the upstream
  HostCounts counts;
  Verdict verdict = Verdict::not_judged;
};

// Returns no value where nothing is to be said. `upstream`: its host, for the sentence.
[[nodiscard]] std::optional<VerifyFinding> explain_host(const JudgedHost& judged,
                                                        const std::string& upstream);

}  // namespace proxyenv::dify
