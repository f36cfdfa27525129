// SPDX-License-Identifier: Apache-2.0
// What node:http needs of undici: Node.js builds its EnvHttpProxyAgent at start.
#pragma once

#include <optional>

#include "clients/route.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients {

// The error that `new EnvHttpProxyAgent()` throws in this environment, whatever the target.
[[nodiscard]] std::optional<Route> undici_construction_error(const Environment& environment,
                                                             const Version& version);

}  // namespace proxyenv::clients
