// SPDX-License-Identifier: Apache-2.0
// grpc-java. Read in 1.85.0-SNAPSHOT (2026-08-20) core ProxyDetectorImpl.java detectProxy, and in
// 1.72 overrideProxy for GRPC_PROXY_EXP. It was not run. It asks the JVM's ProxySelector
// (rules/java.cpp) about https://TARGET, and uses any answer as an HTTP CONNECT proxy, even SOCKS.
#include <string>

#include "clients/client.hpp"
#include "clients/rules/java.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::string_view kExperiment = "GRPC_PROXY_EXP";
const Version kExperimentRemoved{1, 73};

// HOST[:PORT]. It is used for every target; no list exempts from it.
Route override_proxy(std::string_view value) {
  const std::size_t colon = value.find(':');
  const std::string host(value.substr(0, colon));
  const auto port = colon == std::string_view::npos ? net::parse_port("80")
                                                    : net::parse_port(value.substr(colon + 1));
  if (!port) return Route::error("grpc-java throws NumberFormatException", kExperiment);
  if (!net::is_host(host)) {
    return Route::error("grpc-java cannot look the proxy's host up", kExperiment);
  }
  return Route::through("http", host, *port, kExperiment);
}

// The route, if it is the same for every target.
std::optional<Route> fixed_route(const Environment& environment, const java::Options& options,
                                 const Version& version) {
  if (options.failure) return options.failure;
  const auto experiment = environment.find(kExperiment);
  if (experiment && version < kExperimentRemoved) return override_proxy(*experiment);
  return std::nullopt;
}

Router compile(const Environment& environment, const Version& version) {
  const java::Options options = java::read_options(environment);
  return [fixed = fixed_route(environment, options, version),
          selector = java::compile_selector(options.properties, "https")](const Target& target) {
    if (target.scheme != "grpc" && target.scheme != "grpcs") {
      return Route::no_scheme("grpc-java", target.scheme);
    }
    if (fixed) return *fixed;
    Route route = selector(target);
    if (route.kind == RouteKind::proxy) route.proxy.replace(0, route.proxy.find("://"), "http");
    return route;
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "GRPC_PROXY_EXP names a proxy for everything"},
    {{1, 73}, "GRPC_PROXY_EXP is gone"},
};

}  // namespace

extern const Client kGrpcJava = {"grpc-java", "grpc-java", compile, kHistory, Judged::from_source};

}  // namespace proxyenv::clients
