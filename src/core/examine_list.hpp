// SPDX-License-Identifier: Apache-2.0
// What is wrong, or worth knowing, about the entries of one exemption list: a part of examine().
#pragma once

#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

// `spelling` must be one of a list and have a value (SpellingState::set). Entries are quoted where
// `lists` shows them.
[[nodiscard]] std::vector<Finding> examine_list(const Spelling& spelling,
                                                const ListDisclosure& lists);

// The entries of the list that the finding is about, as views into it; none for a finding that is
// about the whole list, or about something else.
[[nodiscard]] std::vector<std::string_view> entries_with(FindingKind kind, std::string_view list);

}  // namespace proxyenv
