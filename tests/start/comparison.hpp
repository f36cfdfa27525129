// SPDX-License-Identifier: Apache-2.0
// The promise of the early start: it never differs from the full program.
#pragma once

#include <string>

#include "start/situation.hpp"

namespace proxyenv::testing {

struct Comparison {
  bool taken = false;   // the early start called execve
  bool spoke = false;   // the full program says something before it executes
  std::string trouble;  // how the two differ, as a sentence; empty where they do not
};

// Runs both on the same stack. Every execve fails, so that both go on as far as they would. The
// early start may end before the full program does, but up to there each attempt must be the same,
// and the stack must be as it was.
[[nodiscard]] Comparison compare(const Situation& situation);

// The situation in one line, for messages.
[[nodiscard]] std::string described(const Situation& situation);

}  // namespace proxyenv::testing
