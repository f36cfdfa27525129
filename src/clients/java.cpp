// SPDX-License-Identifier: Apache-2.0
// The JDK's HttpURLConnection. Read in openjdk/jdk 0c613fc7, see rules/java.cpp. Run: OpenJDK
// 17.0.15. Java reads no proxy variables. Its system properties can be set by -D options in
// JAVA_TOOL_OPTIONS, in JDK_JAVA_OPTIONS (of the `java` launcher) and in _JAVA_OPTIONS, which
// overrides the others. Files that such options name (@argfiles) are not read. Found later
// (docs/clients.md 8): http.nonProxyHosts also applies to a SOCKS proxy; socksNonProxyHosts applies
// in addition to https targets that http.nonProxyHosts exempts. JDK HttpClient does not support
// SOCKS.
#include "clients/rules/java.hpp"

#include "clients/client.hpp"

namespace proxyenv::clients {

namespace {

bool is_known(std::string_view scheme) {
  return scheme == "http" || scheme == "https" || scheme == "ftp";
}

Router compile(const Environment& environment, const Version& /*version*/) {
  const java::Options options = java::read_options(environment);
  if (options.failure) {
    return [failure = *options.failure](const Target& target) {
      return is_known(target.scheme) ? failure : Route::no_scheme("java.net.URL", target.scheme);
    };
  }
  return [http = java::compile_selector(options.properties, "http"),
          https = java::compile_selector(options.properties, "https"),
          ftp = java::compile_selector(options.properties, "ftp"),
          socket = java::compile_selector(options.properties, "socket")](const Target& target) {
    if (!is_known(target.scheme)) return Route::no_scheme("java.net.URL", target.scheme);
    if (target.scheme == "http") return http(target);
    if (target.scheme == "ftp") return ftp(target);
    Route route = https(target);
    if (route.kind != RouteKind::direct) return route;
    // The TLS socket does not learn of DIRECT, and asks the selector again.
    Route of_socket = socket(target);
    return of_socket.kind == RouteKind::direct ? route : of_socket;
  };
}

constexpr ClientVersion kHistory[] = {{{}, "as documented"}};

}  // namespace

extern const Client kJava = {"java", "the JDK: HttpURLConnection and HttpClient", compile, kHistory,
                             Judged::by_real_client};

}  // namespace proxyenv::clients
