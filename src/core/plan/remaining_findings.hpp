// SPDX-License-Identifier: Apache-2.0
// What a person should know once the plan is applied. Private to the files of this folder.
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "core/plan/draft.hpp"

namespace proxyenv {

// What was filled, and what examine() finds of the variables as they will stand; by family.
// Families that --only leaves out are the user's own business, but for the lists: they decide what
// the written proxies reach. `after` is variables_after(draft).
[[nodiscard]] std::vector<Finding> remaining_findings(const Draft& draft, ProxyVariables after);

}  // namespace proxyenv
