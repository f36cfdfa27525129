// SPDX-License-Identifier: Apache-2.0
// What is wrong, or worth knowing, about the value of one proxy variable: a part of examine().
#pragma once

#include <string_view>
#include <vector>

#include "core/family.hpp"
#include "core/finding.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

// Why a proxy cannot be used: the finding for its defect, which must not be ProxyDefect::none.
[[nodiscard]] Finding finding_of_defect(const Spelling& spelling);

// `spelling` must be one of the family, which must not be a list, and have a usable value
// (SpellingState::set).
[[nodiscard]] std::vector<Finding> examine_proxy(const Spelling& spelling, Family family);

}  // namespace proxyenv
