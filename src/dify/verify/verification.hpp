// SPDX-License-Identifier: Apache-2.0
// From the counts of squid's log to an answer: per host whether it went as configured, and what to
// do where it did not.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dify/verify/log_tally.hpp"
#include "dify/verify/verify_finding.hpp"

namespace proxyenv::dify {

enum class Verdict {
  went_direct,
  other_peer,
  through_upstream,  // though it is not listed
  failed,
  denied,
  unproven,  // through a peer that may be the upstream: its address is not known
  no_answer,
  as_configured,
  not_judged,
};

struct HostReport {
  std::string host;
  bool listed = false;  // should go through the upstream
  Tally tally;
  Verdict verdict = Verdict::not_judged;
};

struct Verification {
  LogTally log;                   // its hosts have moved into `hosts`
  std::vector<HostReport> hosts;  // what is wrong first, then the listed, then the rest
  std::vector<VerifyFinding> findings;
};

// No finding is a warning or worse.
[[nodiscard]] bool holds(std::span<const VerifyFinding> findings);

[[nodiscard]] Verification verify_log(LogTally log, const Expectation& expectation);

// "went direct": for the table and, with underscores, for JSON.
[[nodiscard]] std::string_view to_string(Verdict verdict);

}  // namespace proxyenv::dify
