// SPDX-License-Identifier: Apache-2.0
// `run` as the full program does it, with its calls of execve and its messages recorded. Both are
// redirected by the linker (--wrap, see CMakeLists.txt), so no program is started.
#pragma once

#include <vector>

#include "start/situation.hpp"

namespace proxyenv::testing {

struct FullRun {
  std::vector<Attempt> attempts;
  bool spoke_before = false;  // a message was written before the first attempt
};

// Changes nothing of the stack.
[[nodiscard]] FullRun run_full_program(MadeUpStack& stack, const Situation& situation);

}  // namespace proxyenv::testing
