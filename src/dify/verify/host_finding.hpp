// SPDX-License-Identifier: Apache-2.0
// The finding about a host that did not go as configured: the likely cause and the next step.
#pragma once

#include <optional>
#include <string>

#include "dify/verify/verdict.hpp"
#include "dify/verify/verify_finding.hpp"
#include "dify/verify/wording.hpp"

namespace proxyenv::dify {

struct JudgedHost {
  std::string host;
  bool listed = false;  // the host should go through the upstream
  HostCounts counts;
  Verdict verdict = Verdict::not_judged;
};

// Returns no value if the host needs no finding. `upstream`: its host, for the sentence.
[[nodiscard]] std::optional<VerifyFinding> explain_host(const JudgedHost& judged,
                                                        const std::string& upstream,
                                                        const Wording& wording);

}  // namespace proxyenv::dify
