// SPDX-License-Identifier: Apache-2.0
// Ruby's open-uri, and with it URI#find_proxy. Read in Ruby 3.1.7 lib/open-uri.rb open_http, which
// asks find_proxy (ruby_rules.cpp) with the target's own scheme. Run: 3.1.7.
#include <array>
#include <string>

#include "clients/models.hpp"
#include "clients/rules/ruby_rules.hpp"

namespace proxyenv::clients {

std::span<const ClientVersion> history_ruby_open_uri() {
  static const std::array<ClientVersion, 2> kHistory = {{
      {{}, "a value with an empty host leaves the choice to Net::HTTP"},
      {{3, 1, 7}, "a value with an empty host is this machine"},
  }};
  return kHistory;
}

Route route_ruby_open_uri(const Environment& environment, const Target& target,
                          const Version& version) {
  if (target.scheme != "http" && target.scheme != "https" && target.scheme != "ftp") {
    return Route::no_scheme("open-uri", target.scheme);
  }
  const auto answer =
      ruby_rules::find_proxy(environment, {target.scheme, target.host, target.port}, version);
  if (const auto* const route = std::get_if<Route>(&answer)) return *route;
  const auto& proxy = std::get<ruby_rules::Proxy>(answer);
  if (proxy.scheme != "http") {
    return Route::error("open-uri raises \"Non-HTTP proxy URI\"", proxy.variable);
  }
  // A value without a host, `http:p`, and before uri 0.12 `http://:1`: open-uri leaves Net::HTTP to
  // find its own proxy then.
  const bool has_host = proxy.host && (!proxy.host->empty() || ruby_rules::has_newer_uri(version));
  if (!has_host) return route_ruby(environment, target, version);
  return ruby_rules::connect(proxy);
}

}  // namespace proxyenv::clients
