// SPDX-License-Identifier: Apache-2.0
// grpc-java. Read in 1.85.0-SNAPSHOT (2026-08-20) core ProxyDetectorImpl.java detectProxy, and in
// 1.72 overrideProxy for GRPC_PROXY_EXP. Not run. It asks the JVM's ProxySelector (java_rules.cpp)
// about https://TARGET, and takes any answer for an HTTP CONNECT proxy, SOCKS included.
#include <array>
#include <string>

#include "clients/models.hpp"
#include "clients/rules/java_rules.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::string_view kExperiment = "GRPC_PROXY_EXP";
const Version kExperimentRemoved{1, 73};

// HOST[:PORT]; nothing is exempt from it.
Route override_proxy(std::string_view value) {
  const std::size_t colon = value.find(':');
  const std::string host(value.substr(0, colon));
  const auto port = colon == std::string_view::npos ? net::parse_port("80")
                                                    : net::parse_port(value.substr(colon + 1));
  if (!port) return Route::error("grpc-java throws NumberFormatException", kExperiment);
  if (!net::is_host(host))
    return Route::error("grpc-java cannot look the proxy's host up", kExperiment);
  return Route::through("http://" + host + ":" + std::to_string(*port),
                        "from " + std::string(kExperiment), kExperiment);
}

}  // namespace

std::span<const ClientVersion> history_grpc_java() {
  static const std::array<ClientVersion, 2> kHistory = {{
      {{}, "GRPC_PROXY_EXP names a proxy for everything"},
      {{1, 73}, "GRPC_PROXY_EXP is gone"},
  }};
  return kHistory;
}

Route route_grpc_java(const Environment& environment, const Target& target,
                      const Version& version) {
  if (target.scheme != "grpc" && target.scheme != "grpcs") {
    return Route::no_scheme("grpc-java", target.scheme);
  }
  const java_rules::Options options = java_rules::read_options(environment);
  if (options.failure) return *options.failure;
  const auto experiment = environment.find(kExperiment);
  if (experiment && version < kExperimentRemoved) return override_proxy(*experiment);
  Route route = java_rules::select_proxy(options.properties, "https", target);
  if (route.kind == RouteKind::proxy) route.proxy.replace(0, route.proxy.find("://"), "http");
  return route;
}

}  // namespace proxyenv::clients
