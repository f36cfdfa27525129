// SPDX-License-Identifier: Apache-2.0
// What `dify verify` found, for people and for programs. The log's part is printed only where a log
// was read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dify/verify/verification.hpp"

namespace proxyenv {

struct VerifyResult {
  dify::Expectation expectation;
  std::optional<dify::Verification> log;      // no value: no log was given
  std::vector<dify::VerifyFinding> findings;  // of the tree first, then of the log
  bool is_direct_mode = false;                // then squid's log shows nothing of the upstream
};

// A table of the hosts, one line for each finding, and one line that sums it up.
[[nodiscard]] std::string render_verification_text(const VerifyResult& result);

// {"schema":1,"verified":true,"expected":{...},"lines":{...},"hosts":[...],"findings":[...]}; one
// line, ended by a newline.
[[nodiscard]] std::string render_verification_json(const VerifyResult& result);

}  // namespace proxyenv
