// SPDX-License-Identifier: Apache-2.0
// Ruby's Net::HTTP. Read in ruby/net-http 0.9.1 (2026-06-24) lib/net/http.rb proxy_uri, connect:
// find_proxy (ruby_rules.cpp) is asked about an http: URL of the target's host and port, so https
// targets use http_proxy, too; of the proxy only host and port count. Run: Ruby 3.1.7 (net-http
// 0.3.0.1).
#include <array>
#include <string>

#include "clients/models.hpp"
#include "clients/rules/ruby_rules.hpp"

namespace proxyenv::clients {

std::span<const ClientVersion> history_ruby() {
  static const std::array<ClientVersion, 2> kHistory = {{
      {{}, "IPv6 in a value without a scheme is an error"},
      {{3, 1, 7}, "it is read"},
  }};
  return kHistory;
}

Route route_ruby(const Environment& environment, const Target& target, const Version& version) {
  if (target.scheme != "http" && target.scheme != "https") {
    return Route::no_scheme("Net::HTTP", target.scheme);
  }
  const auto answer =
      ruby_rules::find_proxy(environment, {"http", target.host, target.port}, version);
  if (const auto* const route = std::get_if<Route>(&answer)) return *route;
  return ruby_rules::connect(std::get<ruby_rules::Proxy>(answer));
}

}  // namespace proxyenv::clients
