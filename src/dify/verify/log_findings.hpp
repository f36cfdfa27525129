// SPDX-License-Identifier: Apache-2.0
// What a log as a whole says, beside what it says about single hosts. Each function returns its
// findings, none where there is nothing to say.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dify/verify/expectation.hpp"
#include "dify/verify/host_finding.hpp"
#include "dify/verify/log_counts.hpp"
#include "dify/verify/verify_finding.hpp"

namespace proxyenv::dify {

// squid_stopped, for each squid that stopped.
[[nodiscard]] std::vector<VerifyFinding> explain_stops(std::span<const Stop> stops);

// several_upstreams: an upstream that is known by its name alone has more than one of `addresses`.
[[nodiscard]] std::vector<VerifyFinding> explain_addresses(std::span<const std::string> addresses,
                                                           const std::string& upstream);

// nothing_verified or listed_not_seen: what the log does not show. `access_lines`: how many lines
// of squid's access log there were.
[[nodiscard]] std::vector<VerifyFinding> explain_absence(std::span<const JudgedHost> hosts,
                                                         std::size_t access_lines,
                                                         const Expectation& expectation);

}  // namespace proxyenv::dify
