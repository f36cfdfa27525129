// SPDX-License-Identifier: Apache-2.0
// The change of variables that the advice of a finding means, where it is certain: a value whose
// repair is certain, a spelling that lacks, entries that a list lacks. Then a person, or a test,
// can make it without thinking. Where somebody has to decide, there is none.
#pragma once

#include <vector>

#include "core/environment.hpp"
#include "core/finding.hpp"

namespace proxyenv {

// Once they are made, the finding is gone, and none of its severity or a higher one has come
// (tests/laws/advice_test.cpp). Empty: the advice is for a person. `environment`: the one that has
// the finding. Values may hold credentials. Names are from the tables of core/.
[[nodiscard]] std::vector<Edit> edits_for(const Finding& finding, const Environment& environment);

}  // namespace proxyenv
