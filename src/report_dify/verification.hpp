// SPDX-License-Identifier: Apache-2.0
// The results of `dify verify`, for people and for programs. The log's part is printed only if a
// log was read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dify/verify/verification.hpp"

namespace proxyenv {

struct VerifyResult {
  dify::Expectation expectation;
  std::optional<dify::Verification> log;      // no value: no log was given
  std::vector<dify::VerifyFinding> findings;  // first of the tree, then of the log
  bool is_direct_mode = false;                // squid's log then does not show the upstream
};

// A table of the hosts, one line for each finding, and one line with the summary.
[[nodiscard]] std::string render_verification_text(const VerifyResult& result);

// {"schema":1,"verified":true,"expected":{...},"lines":{...},"hosts":[...],"findings":[...]}; one
// line, ended by a newline.
[[nodiscard]] std::string render_verification_json(const VerifyResult& result);

}  // namespace proxyenv
