// SPDX-License-Identifier: Apache-2.0
// The plan for a person: a table that is read at a glance, then the findings. Everything from
// outside is redacted and escaped.
#pragma once

#include <string>

#include "core/plan/plan.hpp"

namespace proxyenv {

// A table of VARIABLE, BEFORE, AFTER and REASON, or a sentence where no variable is set or added.
// Long values are cut, with the number of their entries; the JSON form has them whole.
[[nodiscard]] std::string render_plan_text(const Plan& plan);

// One line for one change: "set https_proxy to http://***@host:3128: copied from HTTPS_PROXY".
[[nodiscard]] std::string render_change(const Change& change);

}  // namespace proxyenv
