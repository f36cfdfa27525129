// SPDX-License-Identifier: Apache-2.0
// The last step of many models: the client has read a value and would connect to this host and
// port.
#pragma once

#include <cstdint>
#include <string_view>

#include "clients/route.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients {

struct Endpoint {
  std::string_view scheme;  // as spoken there: http, https, socks5 ...
  std::string_view host;    // an IPv6 literal with or without its brackets
  std::int64_t port = 0;
  std::string_view behind;  // what follows the authority in the value
};

// A route through SCHEME://HOST:PORT. The route is an error if that host or port cannot be reached,
// because the client took another part of the value for it. If an `@` follows the authority, that
// part may belong to the credentials (`http://user:12/34@host`), so it is not shown.
[[nodiscard]] Route through_endpoint(const Variable& variable, const Endpoint& endpoint);

}  // namespace proxyenv::clients
