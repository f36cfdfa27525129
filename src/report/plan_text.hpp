// SPDX-License-Identifier: Apache-2.0
// The plan for a person: a table, then the findings. All text from outside is redacted and escaped.
#pragma once

#include <string>

#include "core/plan/plan.hpp"
#include "text/layout.hpp"

namespace proxyenv {

// A table of VARIABLE, BEFORE, AFTER and REASON, or a sentence if no variable is set or added. Long
// values are shortened, with the number of their entries; the JSON form has the full values. Where
// the layout has no room for the table, the reason goes below each row, and on a narrow terminal
// each value has a line of its own.
[[nodiscard]] std::string render_plan_text(const Plan& plan, const Layout& layout = {});

// One line for one change: "set https_proxy to http://***@host:3128: copied from HTTPS_PROXY".
[[nodiscard]] std::string render_change(const Change& change);

}  // namespace proxyenv
