// SPDX-License-Identifier: Apache-2.0
// The agents of Node.js that use the environment by themselves: for node:http, for axios, which
// leaves the proxies to them then, and for fetch, which loads the one for http://.
#pragma once

#include <optional>

#include "clients/conditions.hpp"
#include "clients/route.hpp"
#include "clients/rules/lookup.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::node {

// NODE_USE_ENV_PROXY=1, unless a flag in NODE_OPTIONS says otherwise.
[[nodiscard]] bool uses_environment(const Environment& environment,
                                    const Assumptions& assumptions = Assumptions::in_place());

// A value without http:// or https:// is left aside.
[[nodiscard]] bool is_ignored(const Variable& proxy);

// What the agent throws when it is built for this value. It is not what a request meets later.
[[nodiscard]] std::optional<Route> error_of_agent(const Variable& proxy);

}  // namespace proxyenv::clients::node
