// SPDX-License-Identifier: Apache-2.0
// wget of BusyBox, which is what Alpine has. Read in networking/wget.c (download_one_url,
// parse_url) and libbb/xconnect.c (str2sockaddr) of 1.35. Run: 1.35.0, with connections recorded.
// It reads http_proxy, for https:// targets too, and ftp_proxy. It has no exemption list. A request
// for an https:// target goes to the proxy as a GET in clear, without CONNECT.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "core/proxy_url.hpp"
#include "text/ascii.hpp"

namespace proxyenv::clients {

namespace {

struct Server {
  std::string_view scheme = "http";
  std::string_view host;  // with a port where one is written
  std::string_view behind;
};

// parse_url(). No value for a scheme in other letters, or another one. A value without a scheme is
// http.
std::optional<Server> parse_url(std::string_view value) {
  Server server;
  const std::size_t end = value.find(kSchemeEnd);
  if (end != std::string_view::npos) {
    server.scheme = value.substr(0, end);
    constexpr std::array<std::string_view, 3> kKnown = {"http", "https", "ftp"};
    if (std::find(kKnown.begin(), kKnown.end(), server.scheme) == kKnown.end()) return std::nullopt;
    value.remove_prefix(end + kSchemeEnd.size());
  }
  const std::size_t path = std::min(value.find_first_of("/?#"), value.size());
  server.behind = value.substr(path);
  server.host = value.substr(0, path);
  const std::size_t at = server.host.rfind('@');
  if (at != std::string_view::npos) server.host.remove_prefix(at + 1);
  return server;
}

struct HostAndPort {
  std::string_view host;
  std::optional<std::int64_t> port;
};

// bb_strtou(): digits up to the end of the text.
std::optional<std::int64_t> parse_port(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  if (text.empty() || !std::all_of(text.begin(), text.end(), ascii::is_digit)) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  if (text.size() > kMostDigits) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number;
}

// str2sockaddr(). No value for "bad address" and "bad port spec".
std::optional<HostAndPort> split_port(std::string_view host) {
  std::size_t colon = host.find(':');
  if (host.starts_with('[')) {
    const std::size_t bracket = host.find(']');
    if (bracket == std::string_view::npos) return std::nullopt;
    if (bracket + 1 == host.size()) return HostAndPort{host, {}};
    if (host[bracket + 1] != ':') return std::nullopt;
    colon = bracket + 1;
  } else if (colon == std::string_view::npos || colon != host.rfind(':')) {
    return HostAndPort{host, {}};  // several colons are an IPv6 address
  }
  const auto port = parse_port(host.substr(colon + 1));
  if (!port) return std::nullopt;
  return HostAndPort{host.substr(0, colon), port};
}

Route connect(const Variable& variable) {
  const auto server = parse_url(variable.value);
  if (!server) return Route::error("not an http or ftp url", variable.name);
  const auto parts = split_port(server->host);
  if (!parts) return Route::error("bad address or port of the proxy", variable.name);
  // An ftp:// proxy is asked by HTTP, too.
  const std::string_view spoken = server->scheme == "https" ? "https" : "http";
  const std::int64_t port = parts->port.value_or(default_port_of(server->scheme));
  return through_endpoint(variable, {spoken, parts->host, port, server->behind});
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const std::string_view name = scheme == "ftp" ? "ftp_proxy" : "http_proxy";
  const auto variable = first_set(environment, {name});
  if (!variable) return {Route::direct("none of its variables has a value"), false};
  return {connect(*variable), false};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router("BusyBox wget",
                     choose_each({"http", "https", "ftp"}, environment, version, choose),
                     [](const Target& /*target*/) { return std::optional<Route>(); });
}

constexpr ClientVersion kHistory[] = {{{}, "http_proxy for https:// too, no list"}};

}  // namespace

extern const Client kBusyboxWget = {"busybox-wget", "BusyBox wget (Alpine)", compile, kHistory,
                                    Judged::by_real_client};

}  // namespace proxyenv::clients
