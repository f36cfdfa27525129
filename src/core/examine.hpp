// SPDX-License-Identifier: Apache-2.0
// What is wrong, or worth knowing, about the variables of an environment as they stand. The one
// place that makes findings: `check` shows those of the environment as it is, `run` and `--strict`
// act on those that remain once the plan is applied.
#pragma once

#include <vector>

#include "core/environment.hpp"
#include "core/finding.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

// In the order of kFamilies, lower case first.
[[nodiscard]] std::vector<Finding> examine(const Environment& environment);
// Of spellings that were read with their repairs (`repair` true, no `loopback_proxy`): findings
// name what repairs would mend.
[[nodiscard]] std::vector<Finding> examine(const Spellings& spellings);

}  // namespace proxyenv
