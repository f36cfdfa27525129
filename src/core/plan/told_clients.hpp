// SPDX-License-Identifier: Apache-2.0
// The part of the plan that --also asks for. It is made last, of the variables as the families
// leave them, so it says what the proxy variables will say.
#pragma once

#include "core/environment.hpp"
#include "core/plan/plan.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

// Appends the lines and findings of the clients that policy.also names. `after` are the proxy
// variables as they will stand; of `environment` the other variables are read, which no plan of the
// families changes.
void append_told_clients(Plan& plan, ProxyVariables after, const Environment& environment,
                         const Policy& policy);

}  // namespace proxyenv
