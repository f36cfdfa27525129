// SPDX-License-Identifier: Apache-2.0
// What is wrong, or worth knowing, about the entries of one exemption list: a part of examine().
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

// `spelling` must be one of a list and have a value (SpellingState::set). Entries are quoted where
// `lists` shows them.
[[nodiscard]] std::vector<Finding> examine_list(const Spelling& spelling,
                                                const ListDisclosure& lists);

}  // namespace proxyenv
