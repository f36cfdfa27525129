// SPDX-License-Identifier: Apache-2.0
// A route for programs.
#pragma once

#include <boost/json.hpp>

#include "clients/route.hpp"

namespace proxyenv {

// {"route","proxy","variable","rule"}; "route" is direct, proxy or error.
[[nodiscard]] boost::json::object route_object(const Route& route);

}  // namespace proxyenv
