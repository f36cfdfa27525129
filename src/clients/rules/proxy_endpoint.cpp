// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/proxy_endpoint.hpp"

#include <string>

#include "core/proxy_url.hpp"
#include "core/redaction.hpp"
#include "net/host.hpp"

namespace proxyenv::clients {

namespace {
constexpr std::int64_t kHighestPort = 65535;
}  // namespace

Route through_endpoint(const Variable& variable, const Endpoint& endpoint) {
  if (holds_at_sign(endpoint.behind)) {
    return Route::error("takes a piece of the credentials for the proxy's host", variable.name);
  }
  std::string host(endpoint.host);
  if (host.find(':') != std::string::npos && !host.starts_with('[')) host = "[" + host + "]";
  if (!net::is_host(host)) {
    return Route::error("takes what is no host name for the proxy's host", variable.name);
  }
  if (endpoint.port < 1 || endpoint.port > kHighestPort) {
    return Route::error("the proxy's port is out of range", variable.name);
  }
  return Route::through(endpoint.scheme, host, endpoint.port, variable.name);
}

}  // namespace proxyenv::clients
