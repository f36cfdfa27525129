// SPDX-License-Identifier: Apache-2.0
// What `dify verify` found, for people and for programs.
#pragma once

#include <span>
#include <string>

#include "dify/verify/verification.hpp"

namespace proxyenv {

// What is printed: the log's part only where a log was read.
struct VerifyReport {
  const dify::Expectation* expectation = nullptr;
  const dify::Verification* log = nullptr;        // null: no log was given
  std::span<const dify::VerifyFinding> findings;  // of the tree first, then of the log
  bool is_direct_mode = false;                    // then squid's log shows nothing of it
};

// A table of the hosts, then one line for each finding, then one that sums it up.
[[nodiscard]] std::string render_verification_text(const VerifyReport& report);

// {"schema":1,"verified":true,"expected":{...},"lines":{...},"hosts":[...],"findings":[...]}; one
// line, ended by a newline.
[[nodiscard]] std::string render_verification_json(const VerifyReport& report);

}  // namespace proxyenv
