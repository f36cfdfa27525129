// SPDX-License-Identifier: Apache-2.0
// A log given as one text, counted and judged.
#pragma once

#include <string_view>

#include "dify/verify/log_counter.hpp"
#include "dify/verify/log_lines.hpp"
#include "dify/verify/verification.hpp"

inline proxyenv::dify::Verification verified(std::string_view log,
                                             const proxyenv::dify::Expectation& expectation) {
  proxyenv::dify::LogCounter counter(expectation);
  proxyenv::dify::LogLines lines([&](std::string_view line) { counter.add(line); });
  lines.add(log);
  lines.finish();
  return proxyenv::dify::verify_log(counter.finish(), expectation);
}
