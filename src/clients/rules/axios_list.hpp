// SPDX-License-Identifier: Apache-2.0
// How axios reads the exemption list: by a loop of its own until 0.27, then by proxy-from-env's
// shouldProxy, and since 0.31 and 1.15 by its own shouldBypassProxy, too. What came to 1.x was
// taken over by 0.x, but not all and not unchanged.
#pragma once

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"

namespace proxyenv::clients::axios {

// Whether proxy-from-env decides which variables count, and in which form.
[[nodiscard]] bool has_proxy_from_env(const Version& version);

// Whether npm's configuration counts, too, as in proxy-from-env 1.
[[nodiscard]] bool has_npm_names(const Version& version);

[[nodiscard]] Bypass read_lists(const Environment& environment, const Version& version);

}  // namespace proxyenv::clients::axios
