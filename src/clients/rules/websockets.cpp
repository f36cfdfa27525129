// SPDX-License-Identifier: Apache-2.0
// Read in src/websockets/proxy.py (get_proxy, parse_proxy) of 17.1 (04e599c).
// Versions before 15 read no proxy variables. Without python-socks a SOCKS proxy is an ImportError.
#include "clients/rules/websockets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "clients/rules/python_url.hpp"

namespace proxyenv::clients::websockets {

namespace {

bool is_proxy_scheme(std::string_view scheme) {
  constexpr std::array<std::string_view, 6> kSchemes = {"socks5h", "socks5", "socks4a",
                                                        "socks4",  "https",  "http"};
  return std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
}

// Whether path, query and fragment are empty; a lone slash is no path, and `?` alone no query.
bool means_nothing(std::string_view behind) {
  for (const char mark : {'/', '?', '#'}) {
    if (behind.starts_with(mark)) behind.remove_prefix(1);
  }
  return behind.empty();
}

// parse_proxy().
Route use_proxy(const Variable& variable, std::string_view value) {
  const auto invalid = [&](std::string_view why) {
    return Route::error("InvalidProxy: " + std::string(why), variable.name);
  };
  const auto url = python::split_url(value);
  if (!url) return Route::error("ValueError: urlparse cannot read it", variable.name);
  if (!is_proxy_scheme(url->scheme)) return invalid("a scheme that it does not support");
  if (url->host.empty()) return invalid("no host");
  if (!means_nothing(url->behind)) return invalid("a path, a query or a fragment");
  const auto port = python::port_of(*url);
  if (!port) return Route::error("ValueError: the proxy's port", variable.name);
  if (url->userinfo && url->userinfo->find(':') == std::string::npos) {
    return invalid("a user without a password");
  }
  const std::int64_t standard = url->scheme == "https" ? 443 : 80;  // for SOCKS as well
  return through_endpoint(variable,
                          {url->scheme, url->host, *port == 0 ? standard : *port, url->behind});
}

// get_proxy(), after the list.
Route choose(const python::Proxies& proxies, bool is_secure) {
  for (const std::string_view key : {"wss", "ws", "socks", "https", "http"}) {
    if (key == (is_secure ? "ws" : "wss") || (is_secure && key == "http")) continue;
    const auto variable = proxies.find(key);
    if (!variable) continue;
    constexpr std::string_view kHttp = "http://";
    if (key == "socks" && variable->value.starts_with(kHttp)) {
      return use_proxy(*variable, "socks5h://" + std::string(variable->value.substr(kHttp.size())));
    }
    return use_proxy(*variable, variable->value);
  }
  return proxies.direct_without(is_secure ? "https" : "http");
}

Route with_package(Route route, bool has_python_socks) {
  if (has_python_socks || !route.proxy.starts_with("socks")) return route;
  return Route::error("ImportError: python-socks, which SOCKS needs, is not installed",
                      route.variable);
}

}  // namespace

Router compile(const Environment& environment, const Assumptions& assumptions) {
  const python::Proxies proxies(environment);
  const bool has_socks = assumptions.holds(Condition::python_socks);
  return [plain = with_package(choose(proxies, false), has_socks),
          secure = with_package(choose(proxies, true), has_socks),
          list = python::read_list(proxies)](const Target& target) {
    const std::string host = target.lowered_host() + ":" + std::to_string(target.port);
    if (auto exempt = python::bypass(list, host)) return *exempt;
    return target.scheme == "wss" ? secure : plain;
  };
}

}  // namespace proxyenv::clients::websockets
