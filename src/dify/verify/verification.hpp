// SPDX-License-Identifier: Apache-2.0
// Judges the counts of squid's log: for each host whether it went as configured, and otherwise what
// to do.
#pragma once

#include <span>
#include <vector>

#include "dify/verify/expectation.hpp"
#include "dify/verify/host_finding.hpp"
#include "dify/verify/log_counts.hpp"
#include "dify/verify/verify_finding.hpp"

namespace proxyenv::dify {

struct Verification {
  LogCounts counts;               // its hosts have moved into `hosts`
  std::vector<JudgedHost> hosts;  // problems first, then the listed hosts, then the rest
  std::vector<VerifyFinding> findings;
};

[[nodiscard]] Verification verify_log(LogCounts counts, const Expectation& expectation);

// Whether everything is as configured: no finding is a warning or worse.
[[nodiscard]] bool holds(std::span<const VerifyFinding> findings);

}  // namespace proxyenv::dify
