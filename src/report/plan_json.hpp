// SPDX-License-Identifier: Apache-2.0
// The plan for programs: {"schema":1,"changes":[{"variable","family","action","before","after",
// "reason","detail"}]}. Values are redacted, and escaped as in the text form, so that the output is
// valid UTF-8 for any environment (Boost.JSON does not validate).
#pragma once

#include <string>

#include "core/plan/plan.hpp"

namespace proxyenv {

// One line, ended by a newline.
[[nodiscard]] std::string render_plan_json(const Plan& plan);

}  // namespace proxyenv
