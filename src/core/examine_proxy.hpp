// SPDX-License-Identifier: Apache-2.0
// What is wrong, or worth knowing, about the value of one proxy variable: a part of examine().
#pragma once

#include <string_view>
#include <vector>

#include "core/family.hpp"
#include "core/finding.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

// The finding that says why a proxy cannot be used. The defect must not be ProxyDefect::none.
[[nodiscard]] Finding finding_of_defect(const Spelling& spelling);

// The family must not be a list. `spelling` must belong to it and have a usable value
// (SpellingState::set). `all_decides`: ALL_PROXY is the proxy of http or https targets, because
// no other variable is.
[[nodiscard]] std::vector<Finding> examine_proxy(const Spelling& spelling, Family family,
                                                 bool all_decides);

}  // namespace proxyenv
