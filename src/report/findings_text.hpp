// SPDX-License-Identifier: Apache-2.0
// A finding as one line for a person.
#pragma once

#include <string>

#include "core/finding.hpp"

namespace proxyenv {

// "warning: case_conflict: SENTENCE; ADVICE"
[[nodiscard]] std::string render_finding(const Finding& finding);

}  // namespace proxyenv
