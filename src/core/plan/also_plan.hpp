// SPDX-License-Identifier: Apache-2.0
// The part of the plan that --also asks for. It is made last, of the environment as the families
// leave it, so it says what the proxy variables will say.
#pragma once

#include "core/plan/plan.hpp"

namespace proxyenv {

// Appends the lines and findings of those whom policy.also names. `environment` is what the plan
// so far leads to.
void append_also(Plan& plan, const Environment& environment, const Policy& policy);

}  // namespace proxyenv
