// SPDX-License-Identifier: Apache-2.0
// Yarn from 2 on (Berry). It reads none of the common variables, but its settings httpProxy and
// httpsProxy, which YARN_HTTP_PROXY and YARN_HTTPS_PROXY set, and it has no list
// (yarnpkg/berry issue 1531). Read in @yarnpkg/core 4.9.3 (Configuration, httpUtils) and
// hpagent 1.2 index.js, with which it makes a tunnel to every target, http:// too. Before
// 4.9.2 it did by the package tunnel, as compiled into 3.8.6 (httpUtils parseProxy). Run: 3.8.6 and
// 4.18.1. Its configuration files are taken to be empty, but that they allow registries with
// http:// (unsafeHttpWhitelist).
#include <optional>
#include <string>
#include <string_view>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/whatwg_url.hpp"

namespace proxyenv::clients {

namespace {

constexpr Version kHpagent = {4, 9, 2};

std::optional<Variable> find_own(const Environment& environment, std::string_view scheme) {
  return last_in_any_case(environment, scheme == "https" ? "yarn_https_proxy" : "yarn_http_proxy");
}

// hpagent speaks TLS to a proxy of every scheme but http. The package tunnel, before it, speaks
// HTTP to every proxy, takes credentials as they stand, and a port 0 for none. With both the
// brackets of an IPv6 address stay for the resolver.
Route connect(const Variable& variable, const WhatwgUrl& url, const Version& version) {
  const bool by_tunnel = version < kHpagent;
  if (!by_tunnel && (!is_uri_component(url.username) || !is_uri_component(url.password))) {
    return Route::error("URIError: the credentials do not percent-decode", variable.name);
  }
  if (url.host.starts_with('[')) {
    return Route::error("Yarn looks the proxy's address up as a name", variable.name);
  }
  const bool tls = !by_tunnel && url.scheme != "http";
  Endpoint endpoint = url.endpoint(tls ? 443 : 80);
  endpoint.scheme = tls ? "https" : "http";
  if (by_tunnel && endpoint.port == 0) endpoint.port = 80;
  if (url.host.empty()) endpoint.host = "localhost";  // net.connect() takes that for an empty host
  return through_endpoint(variable, endpoint);
}

// It makes both agents for each request, and a value that is no URL fails either.
std::optional<Route> error_in_agents(const Environment& environment) {
  for (const std::string_view scheme : {"http", "https"}) {
    const auto proxy = find_own(environment, scheme);
    if (proxy && !proxy->value.empty() && !parse_whatwg_url(proxy->value)) {
      return Route::error("TypeError: Invalid URL, whatever the target", proxy->name);
    }
  }
  return std::nullopt;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto proxy = find_own(environment, scheme);
  if (!proxy) {
    return {Route::unread("it reads YARN_HTTP_PROXY and YARN_HTTPS_PROXY alone"), false};
  }
  if (proxy->value.empty()) return {Route::direct("set but empty", proxy->name), false};
  const auto url = parse_whatwg_url(proxy->value);
  if (!url) return {Route::error("TypeError: Invalid URL", proxy->name), false};
  return {connect(*proxy, *url, version), false};
}

Router compile(const Environment& environment, const Version& version) {
  if (const auto error = error_in_agents(environment)) {
    return make_fixed_router("Yarn", {"http", "https"}, *error);
  }
  return make_router("Yarn", choose_each({"http", "https"}, environment, version, choose),
                     [](const Target& /*target*/) { return std::optional<Route>(); });
}

constexpr ClientVersion kHistory[] = {
    {{}, "YARN_HTTP_PROXY and YARN_HTTPS_PROXY, and no list; HTTP to every proxy"},
    {kHpagent, "TLS to a proxy of every scheme but http"},
};

}  // namespace

extern const Client kYarnBerry = {"yarn-berry", "Yarn from 2 on (Berry)", compile, kHistory,
                                  Judged::by_real_client};

}  // namespace proxyenv::clients
