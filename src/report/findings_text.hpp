// SPDX-License-Identifier: Apache-2.0
// The findings about variables, for a person.
#pragma once

#include <span>
#include <string>

#include "core/finding.hpp"

namespace proxyenv {

// One line for each finding (report/finding_line.hpp), or a sentence that there is none. The text
// is escaped.
[[nodiscard]] std::string render_findings_text(std::span<const Finding> findings);

}  // namespace proxyenv
