// SPDX-License-Identifier: Apache-2.0
// The findings that a plan leaves, below the table of `show`. What `check` prints is check_text's.
#pragma once

#include <span>
#include <string>

#include "core/finding.hpp"

namespace proxyenv {

// One line for each finding (report/finding_line.hpp). The text is escaped.
[[nodiscard]] std::string render_findings_text(std::span<const Finding> findings);

}  // namespace proxyenv
