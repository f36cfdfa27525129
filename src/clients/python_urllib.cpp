// SPDX-License-Identifier: Apache-2.0
// urllib.request.urlopen of CPython. Read in Lib/urllib/request.py of 3.11.2, 3.11.7 and 3.13.0
// (ProxyHandler.proxy_open, _parse_proxy, Request.set_proxy) and Lib/http/client.py
// (HTTPConnection._get_hostport, _validate_host). Run: 3.11.2, with connections recorded. Found
// later (docs/clients.md 8): a proxy of another scheme than the target's restarts the request at
// the proxy, and the variables are then read for the proxy itself. So with `http_proxy=https://A`
// and `https_proxy=http://B` an http:// URL reaches A through B. An ftp:// URL with ftp_proxy goes
// to http_proxy if that is set, and ws_proxy makes ws:// URLs possible.
#include <algorithm>
#include <optional>
#include <string>

#include "clients/client.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients {

namespace {

// A request as ProxyHandler changes it.
struct Request {
  std::string scheme;
  std::string host;               // with a port where one is written
  std::string tunnel_to;          // empty: no tunnel
  std::optional<Variable> proxy;  // the last that was taken
  std::string_view behind;
};

struct ParsedProxy {
  std::string scheme;  // empty: as the request's
  std::string host;
  std::string_view behind;
};

// _parse_proxy. Returns no value if it raises ValueError ("proxy URL with no authority").
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

// HTTPConnection(host).connect(), or HTTPSConnection's.
Route connect(const Request& request, std::string_view spoken, std::int64_t default_port) {
  const Variable& variable = *request.proxy;
  if (request.host.empty()) return Route::error("no host given", variable.name);
  const auto parts = split_port(request.host, default_port);
  if (!parts || !split_port(request.tunnel_to, default_port)) {
    return Route::error("a proxy's port is no number", variable.name);
  }
  std::string_view host = parts->host;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.starts_with('[')) return Route::error("looks `[` up as a name", variable.name);
  return through_endpoint(variable, {spoken, host, parts->port, request.behind});
}

// The work of the handlers after ProxyHandler.
Route open(const Request& request, Route direct) {
  const std::string& scheme = request.scheme;
  if (scheme != "http" && scheme != "https" && scheme != "ftp") {
    return request.proxy ? Route::error("unknown url type: the proxy's scheme", request.proxy->name)
                         : Route::no_scheme("urllib", scheme);
  }
  if (!request.proxy) return direct;
  if (scheme == "http") return connect(request, "http", 80);
  // CONNECT is sent in plain text for every scheme of the proxy. Without a tunnel the proxy is the
  // target.
  if (scheme == "https") return connect(request, request.tunnel_to.empty() ? "https" : "http", 443);
  return Route::error("speaks FTP to the proxy", request.proxy->name);
}

// urlopen(). It passes ProxyHandler again each time a proxy restarts the request.
Route open_url(const python::Proxies& proxies, const python::List& list, const Target& target) {
  Request request{target.scheme, target.bracketed_host(), {}, std::nullopt, {}};
  if (target.port_is_written) request.host += ":" + std::to_string(target.port);
  constexpr int kMostRestarts = 16;
  for (int restart = 0; restart < kMostRestarts; ++restart) {
    const auto variable = proxies.find(request.scheme);
    if (!variable) return open(request, proxies.direct_without(request.scheme));
    const auto proxy = parse_proxy(variable->value);
    if (!proxy) return Route::error("a proxy URL with no authority", variable->name);
    if (auto bypass = python::bypass(list, request.host); bypass && !request.host.empty()) {
      return open(request, std::move(*bypass));
    }
    const std::string original = request.scheme;
    const std::string scheme = proxy->scheme.empty() ? original : proxy->scheme;
    if (original == "https") {
      request.tunnel_to = request.host;
    } else {
      request.scheme = scheme;
    }
    request.host = proxy->host;
    request.proxy = variable;
    request.behind = proxy->behind;
    if (scheme == original || original == "https") return open(request, {});
    if (request.host.empty()) return Route::error("no host given", variable->name);
  }
  return Route::error("the proxies lead to each other");
}

Router compile(const Environment& environment, const Version& /*version*/) {
  const python::Proxies proxies(environment);
  return [proxies, list = python::read_list(proxies)](const Target& target) {
    return open_url(proxies, list, target);
  };
}

constexpr ClientVersion kHistory[] = {{{}, "CPython 3"}};

}  // namespace

extern const Client kPythonUrllib = {"python-urllib", "Python's urllib.request", compile, kHistory,
                                     Judged::by_real_client};

}  // namespace proxyenv::clients
