// SPDX-License-Identifier: Apache-2.0
// The JDK's HttpURLConnection. Read in openjdk/jdk 0c613fc7, see java_rules.cpp. Run: OpenJDK
// 17.0.15. Java knows no proxy variables; -D options in JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS (of the
// `java` launcher) and _JAVA_OPTIONS, which wins, reach its system properties. Files that such
// options name (@argfiles) are not read.
// Found later (docs/clients.md 8): a SOCKS proxy is subject to http.nonProxyHosts; for https
// targets that these exempt, to socksNonProxyHosts as well. JDK HttpClient speaks no SOCKS.
#include <array>
#include <string>

#include "clients/models.hpp"
#include "clients/rules/java_rules.hpp"

namespace proxyenv::clients {

std::span<const ClientVersion> history_java() {
  static const std::array<ClientVersion, 1> kHistory = {{{{}, "as documented"}}};
  return kHistory;
}

Route route_java(const Environment& environment, const Target& target, const Version& /*version*/) {
  if (target.scheme != "http" && target.scheme != "https" && target.scheme != "ftp") {
    return Route::no_scheme("java.net.URL", target.scheme);
  }
  const java_rules::Options options = java_rules::read_options(environment);
  if (options.failure) return *options.failure;
  Route route = java_rules::select_proxy(options.properties, target.scheme, target);
  if (target.scheme != "https" || route.kind != RouteKind::direct) return route;
  // The TLS socket is not told about DIRECT, and asks once more.
  const Route socket = java_rules::select_proxy(options.properties, "socket", target);
  return socket.kind == RouteKind::direct ? route : socket;
}

}  // namespace proxyenv::clients
