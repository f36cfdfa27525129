// SPDX-License-Identifier: Apache-2.0
// Read in src/websockets/proxy.py (get_proxy, parse_proxy) of 17.1. It was not run.
// Versions before 15 read no proxy variables. Without python-socks a SOCKS proxy is an ImportError.
#include "clients/rules/websockets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv::clients::websockets {

namespace {

// urlsplit() drops control characters and blanks at the beginning, and tabs and line ends anywhere.
std::string as_split(std::string_view value) {
  while (!value.empty() && static_cast<unsigned char>(value.front()) <= ' ') value.remove_prefix(1);
  std::string text;
  std::copy_if(value.begin(), value.end(), std::back_inserter(text),
               [](char c) { return c != '\t' && c != '\r' && c != '\n'; });
  return text;
}

std::optional<std::int64_t> port_of(std::string_view text, std::string_view scheme) {
  const std::int64_t standard = scheme == "https" ? 443 : 80;  // for SOCKS as well
  if (text.empty()) return standard;
  if (!std::all_of(text.begin(), text.end(), ascii::is_digit)) return std::nullopt;
  constexpr std::int64_t kHighestPort = 65535;
  const auto port = python::parse_int(text);
  if (!port || *port > kHighestPort) return std::nullopt;
  return *port == 0 ? standard : *port;
}

bool is_proxy_scheme(std::string_view scheme) {
  constexpr std::array<std::string_view, 6> kSchemes = {"socks5h", "socks5", "socks4a",
                                                        "socks4",  "https",  "http"};
  return std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
}

// parse_proxy().
Route use_proxy(const Variable& variable, std::string_view value) {
  const auto invalid = [&](std::string_view why) {
    return Route::error("InvalidProxy: " + std::string(why), variable.name);
  };
  const std::string text = as_split(value);
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string scheme = ascii::lowered(std::string_view(text).substr(0, colon));
  if (!is_proxy_scheme(scheme)) return invalid("a scheme that it does not support");
  std::string_view rest = std::string_view(text).substr(std::min(colon + 1, text.size()));
  if (!rest.starts_with("//")) return invalid("no host");
  rest.remove_prefix(2);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view behind = rest.substr(end);
  std::string_view authority = rest.substr(0, end);
  const std::size_t at = authority.rfind('@');
  const bool has_user = at != std::string_view::npos;
  if (has_user && authority.substr(0, at).find(':') == std::string_view::npos) {
    return invalid("a user without a password");
  }
  if (has_user) authority.remove_prefix(at + 1);
  const std::size_t host_end = authority.starts_with('[')
                                   ? authority.find(']') + 1
                                   : std::min(authority.find(':'), authority.size());
  const std::string host = ascii::lowered(authority.substr(0, host_end));
  if (host.empty()) return invalid("no host");
  if (!behind.empty() && behind != "/") return invalid("a path, a query or a fragment");
  std::string_view port = authority.substr(host_end);
  if (port.starts_with(':')) port.remove_prefix(1);
  const auto number = port_of(port, scheme);
  if (!number) return Route::error("ValueError: the proxy's port", variable.name);
  return through_endpoint(variable, {scheme, host, *number, behind});
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
