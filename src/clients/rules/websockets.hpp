// SPDX-License-Identifier: Apache-2.0
// How websockets for Python, from 15 on, chooses the proxy of a ws:// or wss:// connection.
#pragma once

#include "clients/router.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::websockets {

// The Router of connect(). It takes targets with ws and wss alone.
// Without python-socks a SOCKS proxy is an error.
[[nodiscard]] Router compile(const Environment& environment,
                             const Assumptions& assumptions = Assumptions::in_place());

}  // namespace proxyenv::clients::websockets
