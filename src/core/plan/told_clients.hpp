// SPDX-License-Identifier: Apache-2.0
// The part of the plan that --also asks for. It is made last, from the proxy variables as decided
// for the families, so that both say the same.
#pragma once

#include "core/environment.hpp"
#include "core/plan/plan.hpp"
#include "core/proxy_variables.hpp"

namespace proxyenv {

// Appends the lines and findings of the clients that policy.also names. `after`: the proxy
// variables after the plan. From `environment` only other variables are read, which the families'
// rules do not change.
void append_told_clients(Plan& plan, ProxyVariables after, const Environment& environment,
                         const Policy& policy);

}  // namespace proxyenv
