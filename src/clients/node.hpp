// SPDX-License-Identifier: Apache-2.0
// What axios needs of Node.js: whether its agents use the environment by themselves.
#pragma once

#include "core/environment.hpp"

namespace proxyenv::clients {

// NODE_USE_ENV_PROXY=1, unless a flag in NODE_OPTIONS says otherwise.
[[nodiscard]] bool node_uses_environment(const Environment& environment);

}  // namespace proxyenv::clients
