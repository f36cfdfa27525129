// SPDX-License-Identifier: Apache-2.0
// What is wrong, or worth knowing, about the proxy variables of an environment. All findings are
// made here: `check` shows those of the environment before any change; `run` and `--strict` act on
// those that remain once the plan is applied.
#pragma once

#include <vector>

#include "core/environment.hpp"
#include "core/finding.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

// In the order of kFamilies, lower case first.
[[nodiscard]] std::vector<Finding> examine(const Environment& environment);
// The spellings must have been read with their repairs (`repair` true, no `loopback_proxy`),
// because findings name the defects that repairs would mend.
[[nodiscard]] std::vector<Finding> examine(const Spellings& spellings);

}  // namespace proxyenv
