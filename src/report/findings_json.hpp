// SPDX-License-Identifier: Apache-2.0
// Findings for programs:
// {"schema":1,"findings":[{"name","severity","variable","message","advice"}]}. Texts are escaped as
// in the text form, so that the output is valid UTF-8.
#pragma once

#include <span>
#include <string>

#include "core/finding.hpp"

namespace proxyenv {

// One line, ended by a newline.
[[nodiscard]] std::string render_findings_json(std::span<const Finding> findings);

}  // namespace proxyenv
