// SPDX-License-Identifier: Apache-2.0
// A route for programs.
#pragma once

#include <boost/json.hpp>

#include "clients/route.hpp"

namespace proxyenv {

// {"route","proxy","variable","rule","if","near_miss"}; "route" is direct, proxy, error or
// no_scheme. "if" is null, or the route under another condition: the same four fields behind
// {"condition","kind","holds","text"}. "near_miss" is null or {"entry","instead","text"}.
[[nodiscard]] boost::json::object route_object(const Route& route);

}  // namespace proxyenv
