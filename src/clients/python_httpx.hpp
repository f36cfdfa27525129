// SPDX-License-Identifier: Apache-2.0
// What the Google SDK needs of httpx: whether a client can be built at all.
#pragma once

#include <optional>

#include "clients/route.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients {

// The error that httpx.Client() raises in this environment, whatever the target.
[[nodiscard]] std::optional<Route> httpx_construction_error(const Environment& environment,
                                                            const Version& version);
// The newest behaviour that is modelled.
[[nodiscard]] Version newest_httpx();

}  // namespace proxyenv::clients
