// SPDX-License-Identifier: Apache-2.0
// What `check` found, for programs (docs/json.md): all findings in one list, each with its source,
// and beside it a list of what was looked at. Texts are escaped as in the text form, so that the
// output is valid UTF-8.
#pragma once

#include <string>

#include "report/check_report.hpp"

namespace proxyenv {

// One line, ended by a newline.
[[nodiscard]] std::string render_check_json(const CheckReport& report);

}  // namespace proxyenv
