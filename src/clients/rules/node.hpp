// SPDX-License-Identifier: Apache-2.0
// Whether the agents of Node.js use the environment by themselves: for node:http, and for axios,
// which leaves the proxies to them then.
#pragma once

#include "clients/conditions.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::node {

// NODE_USE_ENV_PROXY=1, unless a flag in NODE_OPTIONS says otherwise.
[[nodiscard]] bool uses_environment(const Environment& environment,
                                    const Assumptions& assumptions = Assumptions::in_place());

}  // namespace proxyenv::clients::node
