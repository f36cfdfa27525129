// SPDX-License-Identifier: Apache-2.0
#include "privilege.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

namespace e2e {

bool can_take(const Words& steps, std::string_view what_would_be_tested) {
  return was_allowed(run_with_state(steps, {"/"}), what_would_be_tested);
}

bool was_allowed(const Outcome& outcome, std::string_view what_would_be_tested) {
  constexpr int kStepFailed = 111;
  if (outcome.exit_status != kStepFailed) return true;
  const char* ci = std::getenv("CI");
  const bool in_ci = ci != nullptr && std::string_view(ci) == "true";
  const std::string what(what_would_be_tested);
  if (in_ci) {
    FAIL_CHECK("CI must be able to test: " << what << " (" << outcome.err << ")");
  } else {
    MESSAGE("NOT RUN: " << what << " (" << outcome.err << ")");
  }
  return false;
}

}  // namespace e2e
