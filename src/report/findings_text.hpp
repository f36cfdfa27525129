// SPDX-License-Identifier: Apache-2.0
// The findings that a plan leaves, below the table of `show`. What `check` prints is check_text's.
#pragma once

#include <span>
#include <string>

#include "core/finding.hpp"
#include "text/layout.hpp"

namespace proxyenv {

// One line for each finding (report/finding_line.hpp), wrapped for a terminal. The text is escaped.
[[nodiscard]] std::string render_findings_text(std::span<const Finding> findings,
                                               const Layout& layout = {});

}  // namespace proxyenv
