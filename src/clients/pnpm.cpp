// SPDX-License-Identifier: Apache-2.0
// pnpm, which is three programs. Read and run:
// - 10.34.9 (9 has the same code): dist/pnpm.cjs getProcessEnv, @pnpm/network.agent checkNoProxy,
//   @pnpm/network.proxy-agent getProxyUri and getProxy.
// - 11.28.11 (11.0.0 has the same code): dist/pnpm.mjs resolveProxySettings, getDispatcher. Its
//   requests go through undici.
// - 12.21.0, in Rust: pnpm/crates/network/src/proxy.rs and client_builder.rs,
//   crates/config/src/proxy_keys.rs of pnpm/pnpm at 12c21a2. Its requests go through reqwest.
// Its configuration files and its own variables (npm_config_* until 10, pnpm_config_*) are taken to
// be empty. `??`: a name that is set counts, empty or not.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/labels.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/rust.hpp"
#include "clients/rules/undici.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

constexpr Version kUndici{11};
constexpr Version kRust{12};

// --- which variable ------------------------------------------------------------------------------

std::optional<Variable> find(const Environment& environment, std::string_view lower,
                             std::string_view upper, const Version& version) {
  return version < kRust ? first_present(environment, {lower, upper})
                         : first_present(environment, {upper, lower});
}

// The https proxy serves both schemes. An empty one turns both off.
std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme,
                                   const Version& version) {
  auto proxy = find(environment, "https_proxy", "HTTPS_PROXY", version);
  if (!proxy && scheme == "http") {
    proxy = find(environment, "http_proxy", "HTTP_PROXY", version);
    if (!proxy) proxy = find(environment, "proxy", "PROXY", version);
  }
  return proxy;
}

// --- the proxy -----------------------------------------------------------------------------------

Route no_url(const Variable& proxy) {
  return Route::error("pnpm fails: \"Couldn't parse proxy URL\"", proxy.name);
}

bool is_http(std::string_view scheme) {
  return scheme == "http" || scheme == "https";
}

// socks-proxy-agent in 10, and the socks package in 11, which takes any scheme that begins so.
Route through_socks(const Variable& proxy, const WhatwgUrl& url, const Version& version) {
  if (!rust::is_socks(url.scheme) && url.scheme != "socks" && version < kUndici) {
    return Route::error("pnpm throws at the proxy's scheme", proxy.name);
  }
  if (url.host.starts_with('[')) {
    return Route::error("pnpm looks the proxy's address up as a name", proxy.name);
  }
  Endpoint endpoint = url.endpoint(1080);
  if (endpoint.port == 0) endpoint.port = 1080;  // parseInt(port) || 1080
  if (!rust::is_socks(url.scheme)) endpoint.scheme = "socks5h";
  return through_endpoint(proxy, endpoint);
}

// A value without `://` has the scheme of the target.
Route read_in_js(const Variable& proxy, std::string_view scheme, const Version& version) {
  const bool has_scheme = proxy.value.find("://") != std::string_view::npos;
  const auto url = has_scheme ? parse_whatwg_url(proxy.value)
                              : parse_whatwg_url(text::concatenated({scheme, "://", proxy.value}));
  if (!url) return no_url(proxy);
  if (!is_uri_component(url->username) || !is_uri_component(url->password)) {
    return Route::error("URIError: the credentials do not percent-decode", proxy.name);
  }
  if (is_http(url->scheme)) {
    if (version >= kUndici && !undici::is_origin(url->behind)) {
      return Route::error("pnpm fails: the value has a path", proxy.name);
    }
    return through_endpoint(proxy, url->endpoint(url->scheme == "https" ? 443 : 80));
  }
  if (url->scheme.starts_with("socks")) return through_socks(proxy, *url, version);
  if (version < kUndici) return Route::direct("no proxy scheme that pnpm knows", proxy.name);
  return Route::error("pnpm throws at the proxy's scheme", proxy.name);
}

// Returns no value where pnpm refuses it. A text without a host is read with http:// before it.
std::optional<WhatwgUrl> parse_in_rust(const Variable& proxy) {
  auto url = parse_whatwg_url(proxy.value);
  if (url && !url->host.empty()) return url;
  url = parse_whatwg_url(text::concatenated({"http://", proxy.value}));
  return url && !url->host.empty() ? url : std::nullopt;
}

Route read_in_rust(const Variable& proxy) {
  const auto url = parse_in_rust(proxy);
  if (!url) return no_url(proxy);
  if (!rust::is_authority(url->host)) {
    return Route::direct("reqwest leaves a host aside that is none", proxy.name);
  }
  if (is_http(url->scheme)) {
    return through_endpoint(proxy, url->endpoint(url->scheme == "https" ? 443 : 80));
  }
  if (!rust::is_socks(url->scheme)) {
    return Route::direct("no proxy scheme that pnpm knows", proxy.name);
  }
  return through_endpoint(proxy, url->endpoint(1080));
}

// Its client is not built where a value for either scheme is none.
std::optional<Route> error_in_rust(const Environment& environment) {
  for (const std::string_view scheme : {"https", "http"}) {
    const auto proxy = find_proxy(environment, scheme, kRust);
    if (proxy && !proxy->value.empty() && !parse_in_rust(*proxy)) return no_url(*proxy);
  }
  return std::nullopt;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto proxy = find_proxy(environment, scheme, version);
  if (!proxy) return {Route::direct("none of its variables is set"), false};
  if (proxy->value.empty()) return {Route::direct("set but empty", proxy->name), false};
  return {version < kRust ? read_in_js(*proxy, scheme, version) : read_in_rust(*proxy)};
}

// --- the list ------------------------------------------------------------------------------------

struct List {
  labels::List entries;
  bool is_true = false;  // 12 goes direct to every host
};

// 10 drops blanks round the commas alone.
List read_list(const Environment& environment, const Version& version) {
  const Variable list = find(environment, "no_proxy", "NO_PROXY", version).value_or(Variable{});
  const auto blanks = version < kUndici ? labels::Blanks::at_commas : labels::Blanks::at_both_ends;
  const bool is_true = version >= kRust && text::trimmed(list.value, text::kAsciiSpace) == "true";
  return {labels::read_list(list, blanks), is_true};
}

std::optional<Route> bypass(const List& list, const Target& target) {
  if (list.is_true) return Route::exempt("true", list.entries.variable);
  return labels::bypass(list.entries, target);
}

// Whether pnpm looks the target's name up itself, and so the text of an IPv6 address with its
// brackets, which is none.
bool looks_up(const Route& route, const Version& version) {
  if (route.kind == RouteKind::direct) return version < kUndici;
  const bool is_local = route.proxy.starts_with("socks4:") || route.proxy.starts_with("socks5:");
  return is_local && (version < kUndici || version >= kRust);
}

// The route to this target, where the target matters for more than the list.
Route finished(Route route, const Target& target, const Version& version) {
  if (target.is_ipv6 && looks_up(route, version)) {
    return Route::error(route.rule + ", but pnpm looks the address up as a name", route.variable);
  }
  const bool is_default = target.port == default_port_of(target.scheme);
  const bool is_undici = version >= kUndici && version < kRust;
  if (is_undici && is_default && route.proxy.starts_with("socks")) {
    return Route::error("pnpm hands no port on to SOCKS for a URL that has none", route.variable);
  }
  return route;
}

Router compile(const Environment& environment, const Version& version) {
  if (version >= kRust) {
    if (const auto error = error_in_rust(environment)) {
      return make_fixed_router("pnpm", {"http", "https"}, *error);
    }
  }
  return [router = make_router("pnpm", choose_each({"http", "https"}, environment, version, choose),
                               [list = read_list(environment, version)](const Target& target) {
                                 return bypass(list, target);
                               }),
          version](const Target& target) { return finished(router(target), target, version); };
}

constexpr ClientVersion kHistory[] = {
    {{}, "the https proxy for every URL; the lower-case name of two"},
    {{11}, "undici: a proxy's scheme that it does not know is an error"},
    {{12}, "reqwest: the upper-case name of two; a value that is no URL fails every request"},
};

}  // namespace

extern const Client kPnpm = {"pnpm", "pnpm", compile, kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
