// SPDX-License-Identifier: Apache-2.0
// The end of many models: a client has read a value and would connect somewhere.
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

// Through SCHEME://HOST:PORT; an error where no such host or port can be reached, because the
// client took another piece of the value for it. With an `@` behind the authority that piece may
// be of the credentials (`http://user:12/34@host`), and is not shown.
[[nodiscard]] Route through_endpoint(const Variable& variable, const Endpoint& endpoint);

}  // namespace proxyenv::clients
