// SPDX-License-Identifier: Apache-2.0
// axios under Node.js, since 0.28 with proxy-from-env. Read in lib/adapters/http.js (setProxy),
// lib/helpers/shouldBypassProxy.js of 0.18.1 to 0.35.0, 1.7.9, 1.13.6 to 1.21.1 and proxy-from-env
// 1.1.0 and 2.1.0. Run: 0.21.4, 0.27.2, 0.30.3, 0.35.0, 1.7.9 and 1.21.1, with connections
// recorded. Found later (docs/clients.md 8): 0.0.0.0 and :: are loopback since 1.18, short and
// octal IPv4 addresses are read since 1.19, networks since 1.20 (and 0.34), any spelling of IPv6
// since 1.21 (and 0.35).
// Since 1.19 axios leaves proxies to a Node.js that has them switched on; this model then assumes
// the newest Node.js. With an older axios, both axios and Node's agent would use a proxy; that is
// not modelled.
#include <string>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/axios_list.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/legacy_url.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/node.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

constexpr Version kOne{1};

// getEnv() tries lower case, then upper case for each name. An empty value counts as unset.
std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme,
                                   const Version& version) {
  const bool https = scheme == "https";
  const bool npm = axios::has_npm_names(version);
  std::optional<Variable> found;
  if (npm) {
    found = first_set(environment, {https ? "npm_config_https_proxy" : "npm_config_http_proxy",
                                    https ? "NPM_CONFIG_HTTPS_PROXY" : "NPM_CONFIG_HTTP_PROXY"});
  }
  if (!found) {
    found = first_set(environment,
                      {https ? "https_proxy" : "http_proxy", https ? "HTTPS_PROXY" : "HTTP_PROXY"});
  }
  if (!found && npm) found = first_set(environment, {"npm_config_proxy", "NPM_CONFIG_PROXY"});
  if (!found && axios::has_proxy_from_env(version)) {
    found = first_set(environment, {"all_proxy", "ALL_PROXY"});
  }
  return found;
}

// proxy-from-env takes a value without `://` for one with the target's scheme.
std::string with_scheme(const Variable& proxy, std::string_view target_scheme) {
  const bool has_scheme = proxy.value.find("://") != std::string_view::npos;
  return has_scheme ? std::string(proxy.value)
                    : text::concatenated({target_scheme, "://", proxy.value});
}

bool makes_tunnel(std::string_view target_scheme, const Version& version) {
  return target_scheme == "https" && version >= Version{1, 17};
}

// What is spoken to a proxy whose URL has this scheme; empty: axios throws. Until 0.27 that is TLS
// at most for https targets, which had it with every proxy before 0.19, and with none before
// 0.21.1. https-proxy-agent speaks plain HTTP to every proxy that is not https.
std::string_view spoken_to(std::string_view proxy_scheme, std::string_view target_scheme,
                           const Version& version) {
  if (!axios::has_proxy_from_env(version)) {
    const bool is_tls_proxy = proxy_scheme.find("https") != std::string_view::npos;
    const bool tls = version < Version{0, 19} || (version >= Version{0, 21, 1} && is_tls_proxy);
    return tls ? target_scheme : "http";
  }
  if (proxy_scheme == "http" || proxy_scheme == "https") return proxy_scheme;
  if (proxy_scheme.empty()) return target_scheme;  // in 0.x
  return makes_tunnel(target_scheme, version) ? "http" : "";
}

Route connect(const Variable& proxy, const WhatwgUrl& url, std::string_view target_scheme,
              const Version& version) {
  const std::string_view spoken = spoken_to(url.scheme, target_scheme, version);
  if (spoken.empty()) {
    return Route::error("follow-redirects supports no such proxy scheme", proxy.name);
  }
  const bool tunnels = makes_tunnel(target_scheme, version);
  // Without a tunnel the brackets of IPv6 reach the resolver.
  if (!tunnels && url.host.starts_with('[')) {
    return Route::error("axios looks the proxy's IPv6 address up as a name", proxy.name);
  }
  const std::uint16_t default_port = default_port_of(spoken);
  Endpoint endpoint = url.endpoint(default_port);
  endpoint.scheme = spoken;
  if (tunnels && endpoint.port == 0) endpoint.port = default_port;
  if (version < kOne && url.host.empty()) endpoint.host = "localhost";
  return through_endpoint(proxy, endpoint);
}

// Until 0.27 it parses the value before it reads the list, which came with 0.19.
Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto proxy = find_proxy(environment, scheme, version);
  if (!proxy) return {Route::direct("none of its variables has a value"), false};
  const bool from_env = axios::has_proxy_from_env(version);
  const std::string value = from_env ? with_scheme(*proxy, scheme) : std::string(proxy->value);
  const auto url = version < kOne ? parse_legacy_url(value) : parse_whatwg_url(value);
  if (!url) {
    const bool is_legacy = version < kOne;
    return {Route::error(is_legacy ? "url.parse() throws" : "TypeError: Invalid URL", proxy->name),
            from_env};
  }
  return {connect(*proxy, *url, scheme, version), version >= Version{0, 19}};
}

// axios 1.19 and later with NODE_USE_ENV_PROXY=1, as the newest Node.js does it.
Router compile_node(const Environment& environment, const Assumptions& assumptions) {
  return [node = kNode.compile(environment, kNode.history.back().from, assumptions)](
             const Target& target) {
    const bool known = target.scheme == "http" || target.scheme == "https";
    return known ? node(target) : Route::no_scheme("axios", target.scheme);
  };
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  if (version >= Version{1, 19} && node::uses_environment(environment, assumptions)) {
    return compile_node(environment, assumptions);
  }
  return make_router("axios", choose_each({"http", "https"}, environment, version, choose),
                     axios::read_lists(environment, version));
}

constexpr ClientVersion kHistory[] = {
    {{}, "no list; TLS to every proxy for https URLs"},
    {{0, 19}, "a list of names; HTTP to every proxy"},
    {{0, 21, 1}, "TLS to an https:// proxy for https URLs"},
    {{0, 28}, "proxy-from-env 1: npm_config_proxy and its like count, too; TLS for every URL"},
    {{0, 31}, "a second test of the list, as 1.15.1 has it"},
    {{0, 32}, "IPv4 addresses mapped into IPv6"},
    {{0, 33}, "0.0.0.0 is loopback"},
    {{0, 34}, "networks in the list"},
    {{0, 35}, "any spelling of an IPv6 address"},
    {kOne, "`new URL()` reads the proxy; without what the list has since 0.31"},
    {{1, 14}, "proxy-from-env 2: npm's names do not"},
    {{1, 15}, "a second test of the list: IPv6 without brackets, trailing dots aside"},
    {{1, 15, 1}, "localhost, 127.0.0.0/8 and ::1 in the list stand for each other"},
    {{1, 16}, "IPv4 addresses mapped into IPv6"},
    {{1, 17}, "https URLs go through a tunnel"},
    {{1, 18}, "0.0.0.0 and :: are loopback"},
    {{1, 19}, "leaves the proxies to Node.js with NODE_USE_ENV_PROXY=1"},
    {{1, 20}, "networks in the list"},
    {{1, 21}, "any spelling of an IPv6 address"},
};

constexpr Condition kAsked[] = {Condition::node_use_env_proxy};

}  // namespace

extern const Client kAxios = {"axios",  "axios in Node.js",     compile,
                              kHistory, Judged::by_real_client, kAsked};

}  // namespace proxyenv::clients
