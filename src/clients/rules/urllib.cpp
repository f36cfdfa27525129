// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/urllib.hpp"

#include <algorithm>
#include <utility>

#include "clients/rules/proxy_endpoint.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients::urllib {

namespace {

constexpr std::string_view kBadPort = "a proxy's port is no number";

// A request as ProxyHandler changes it.
struct Request {
  std::string scheme;
  std::string host;               // with a port where one is written
  std::string tunnel_to;          // empty: no tunnel
  std::optional<Variable> proxy;  // the last that was taken
  std::string_view behind;
};

struct HostAndPort {
  std::string_view host;
  std::int64_t port = 0;
};

// HTTPConnection._get_hostport. Returns no value if it raises InvalidURL.
std::optional<HostAndPort> split_port(std::string_view host, std::int64_t default_port) {
  const std::size_t colon = host.rfind(':');
  const std::size_t bracket = host.rfind(']');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (!has_port) return HostAndPort{host, default_port};
  const std::string_view text = host.substr(colon + 1);
  const auto number = text.empty() ? default_port : python::parse_int(text);
  if (!number) return std::nullopt;
  return HostAndPort{host.substr(0, colon), *number};
}

// Whether a restart has left a host that HTTPConnection cannot take: the proxy that was taken then
// is at fault, and not the one that is to lead there.
bool has_bad_host(const Request& request) {
  return request.proxy && !split_port(request.host, 0);
}

// The work of the handlers after ProxyHandler.
Route open(const Handler& handler, const Request& request, Route direct) {
  const std::string& scheme = request.scheme;
  if (scheme != "http" && scheme != "https" && scheme != "ftp") {
    return request.proxy ? Route::error("unknown url type: the proxy's scheme", request.proxy->name)
                         : Route::no_scheme(handler.client, scheme);
  }
  if (!request.proxy) return direct;
  const Variable& proxy = *request.proxy;
  if (scheme == "ftp") return Route::error("speaks FTP to the proxy", proxy.name);
  if (scheme == "http") {
    return connect(proxy, {"http", request.host, 80, request.behind});
  }
  // CONNECT is sent in plain text for every scheme of the proxy. Without a tunnel the proxy is the
  // target.
  const std::string_view spoken = request.tunnel_to.empty() ? "https" : "http";
  return connect(proxy, {spoken, request.host, 443, request.behind});
}

std::optional<Variable> find_proxy(const Handler& handler, std::string_view scheme) {
  auto variable = handler.proxies.find(scheme);
  if (!variable && handler.http_for_https && scheme == "https") {
    variable = handler.proxies.find("http");
  }
  return variable;
}

}  // namespace

std::optional<ParsedProxy> parse_proxy(std::string_view value) {
  const std::size_t colon = value.find_first_of(":/");
  const bool has_scheme = colon != std::string_view::npos && colon > 0 && value[colon] == ':';
  std::string_view rest = has_scheme ? value.substr(colon + 1) : value;
  ParsedProxy proxy;
  std::string_view authority = value;
  if (rest.starts_with('/')) {
    if (!rest.starts_with("//")) return std::nullopt;
    if (has_scheme) proxy.scheme = ascii::lowered(value.substr(0, colon));
    // The password may contain a slash: the authority ends at the first slash after an `@`.
    const std::size_t at = rest.find('@');
    const std::size_t end =
        std::min(rest.find('/', at == std::string_view::npos ? 2 : at), rest.size());
    authority = rest.substr(2, end - 2);
    proxy.behind = rest.substr(end);
  }
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  proxy.host = percent_decoded(authority);
  return proxy;
}

Route connect(const Variable& proxy, const Connection& connection) {
  if (connection.host.empty()) return Route::error("no host given", proxy.name);
  const auto parts = split_port(connection.host, connection.default_port);
  if (!parts) return Route::error(kBadPort, proxy.name);
  std::string_view host = parts->host;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.starts_with('[')) return Route::error("looks `[` up as a name", proxy.name);
  return through_endpoint(proxy, {connection.spoken, host, parts->port, connection.behind});
}

// It passes ProxyHandler again each time a proxy restarts the request.
Route open_url(const Handler& handler, const Target& target) {
  Request request{target.scheme, target.netloc(), {}, std::nullopt, {}};
  constexpr int kMostRestarts = 16;
  for (int restart = 0; restart < kMostRestarts; ++restart) {
    const auto variable = find_proxy(handler, request.scheme);
    if (!variable) {
      return open(handler, request, handler.proxies.direct_without(request.scheme));
    }
    if (handler.takes_proxy != nullptr) {
      auto route = handler.takes_proxy(*variable, request.scheme, request.host);
      if (route && has_bad_host(request)) return Route::error(kBadPort, request.proxy->name);
      // FTP to a proxy that a restart has made the host.
      if (route && route->kind == RouteKind::direct && request.proxy) {
        return open(handler, request, {});
      }
      if (route) return *std::move(route);
    }
    const auto proxy = parse_proxy(variable->value);
    if (!proxy) return Route::error("a proxy URL with no authority", variable->name);
    if (auto bypass = python::bypass(handler.list, request.host); bypass && !request.host.empty()) {
      return open(handler, request, std::move(*bypass));
    }
    const std::string original = request.scheme;
    const std::string scheme = proxy->scheme.empty() ? original : proxy->scheme;
    if (original == "https") {
      if (has_bad_host(request)) return Route::error(kBadPort, request.proxy->name);
      request.tunnel_to = request.host;
    } else {
      request.scheme = scheme;
    }
    request.host = proxy->host;
    request.proxy = variable;
    request.behind = proxy->behind;
    if (scheme == original || original == "https") return open(handler, request, {});
    if (request.host.empty()) return Route::error("no host given", variable->name);
  }
  return Route::error("the proxies lead to each other");
}

}  // namespace proxyenv::clients::urllib
