// SPDX-License-Identifier: Apache-2.0
// A finding as one line for a person.
#pragma once

#include <span>
#include <string>

#include "core/finding.hpp"

namespace proxyenv {

// "warning: case_conflict: SENTENCE; ADVICE"
[[nodiscard]] std::string render_finding(const Finding& finding);

// One line each, a sentence where there is none. Escaped.
[[nodiscard]] std::string render_findings_text(std::span<const Finding> findings);

}  // namespace proxyenv
