// SPDX-License-Identifier: Apache-2.0
// What a person should know once the plan is applied. Private to the files of this folder.
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "core/plan/draft.hpp"

namespace proxyenv {

// The filled values, and the findings of examine() about the variables after the plan, ordered by
// family. Families that --only leaves out have no findings, except the lists, which decide what the
// written proxies reach. `after` is variables_after(draft).
[[nodiscard]] std::vector<Finding> remaining_findings(const Draft& draft, ProxyVariables after);

}  // namespace proxyenv
