// SPDX-License-Identifier: Apache-2.0
// urllib.request.urlopen() of CPython: what its ProxyHandler makes of a proxy, and how http.client
// connects to it. yt-dlp has a handler of its own that is built on this one. Read in
// Lib/urllib/request.py of 3.11.2, 3.11.7 and 3.13.0 (ProxyHandler.proxy_open, _parse_proxy,
// Request.set_proxy) and Lib/http/client.py (HTTPConnection._get_hostport, _validate_host).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "clients/route.hpp"
#include "clients/rules/python.hpp"
#include "clients/target.hpp"

namespace proxyenv::clients::urllib {

struct ParsedProxy {
  std::string scheme;  // lower case; empty: as the request's
  std::string host;    // with the port
  std::string_view behind;
};

// _parse_proxy. Returns no value if it raises ValueError ("proxy URL with no authority").
[[nodiscard]] std::optional<ParsedProxy> parse_proxy(std::string_view value);

// What HTTPConnection, or HTTPSConnection, is given.
struct Connection {
  std::string_view spoken;  // http or https
  std::string_view host;    // of the proxy, with the port
  std::int64_t default_port = 0;
  std::string_view behind;  // what follows the authority in the value
};

// The route of the connection that the value of `proxy` has led to.
[[nodiscard]] Route connect(const Variable& proxy, const Connection& connection);

// urlopen() with a ProxyHandler.
struct Handler {
  std::string_view client;  // for messages
  python::Proxies proxies;
  python::List list;
  bool http_for_https = false;  // https without a proxy takes that of http
  // What the program's own handler does with a proxy before urllib's, and before the list is asked:
  // the route to SCHEME://HOST, which may have a port. No value: it leaves the proxy to urllib's.
  std::optional<Route> (*takes_proxy)(const Variable& proxy, std::string_view scheme,
                                      std::string_view host) = nullptr;
};

[[nodiscard]] Route open_url(const Handler& handler, const Target& target);

}  // namespace proxyenv::clients::urllib
