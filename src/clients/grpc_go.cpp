// SPDX-License-Identifier: Apache-2.0
// grpc-go. Read in 1.85.0-dev (2026-08-21) internal/resolver/delegatingresolver
// delegatingresolver.go proxyURLForTarget, internal/transport/proxy.go doHTTPConnectHandshake,
// proxyDial, and in 1.33.3 proxy.go. Run: 1.33.3, built by Go 1.19.8. It asks Go's rules
// (rules/go.cpp) about https://TARGET for every channel, and uses only host and port of the proxy's
// URL. A version of grpc-go does not tell which Go built it: the newest is assumed from 1.71 on,
// one before 1.23 for older versions. Until 1.70 the decision was made when connecting. NewClient
// (1.63) decided on the resolved address; the model does not resolve, so entries that are names do
// not match a named host then, and one that is a network matches it under a condition. Dial, which
// all used before, decided on the target as written, but on the address for dns:///HOST (grpc-go
// issue 3401). passthrough:///HOST is never resolved. A proxy without a port could not be dialled
// ("missing port in address").
#include <string>
#include <utility>

#include "clients/client.hpp"
#include "clients/rules/go.hpp"
#include "clients/rules/port.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"

namespace proxyenv::clients {

namespace {

const Version kNewClient{1, 63};
const Version kDelegatingResolver{1, 71};

Route use_proxy(const go::Proxy& proxy, const Version& version) {
  const auto fails = [&](std::string_view why) { return Route::error(why, proxy.variable); };
  if (proxy.misread) return fails("Go takes what stands before the colon for the proxy's host");
  // For net.Dial() and the resolver a port without a host is on this machine.
  const bool is_local = proxy.host.empty() && !proxy.port.empty();
  const std::string host = is_local ? "localhost" : proxy.host;
  if (!net::is_host(host)) return fails("grpc-go cannot look the proxy's host up");
  if (proxy.port.empty() && version < kDelegatingResolver) {
    return fails("grpc-go dials a proxy without a port in vain");
  }
  const auto port = parse_padded_port(proxy.port.empty() ? "443" : proxy.port);
  if (!port) return fails("the proxy's port is none");
  Route route = Route::through("http", host, *port, proxy.variable);
  route.rule += ", its scheme left aside";
  return route;
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  const bool delegates = version >= kDelegatingResolver;
  const bool resolves_unnamed = version >= kNewClient;
  const Version go = delegates ? Version{1, 27} : Version{1, 19};
  const auto answer = go::read_proxy(environment, "https", go);
  const bool has_proxy = std::holds_alternative<go::Proxy>(answer);
  Route route =
      has_proxy ? use_proxy(std::get<go::Proxy>(answer), version) : std::get<Route>(answer);
  return [route = std::move(route), has_proxy, delegates, resolves_unnamed, assumptions,
          list = go::read_list(environment, go)](const Target& target) {
    if (target.scheme != "grpc" && target.scheme != "grpcs") {
      return Route::no_scheme("grpc-go", target.scheme);
    }
    if (!has_proxy) return route;
    const bool resolves =
        !delegates && (target.resolver == Resolver::unnamed ? resolves_unnamed
                                                            : target.resolver == Resolver::dns);
    return go::bypass(list, {target.host, target.port, resolves, assumptions}).value_or(route);
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "Dial resolves dns:/// alone: else the list is asked about the target's name"},
    {{1, 63}, "NewClient resolves: the list is asked about the address, so names in it miss"},
    {{1, 71}, "the list is asked about the target's name; a proxy without a port is at 443"},
};

constexpr Condition kAsked[] = {Condition::resolves};

}  // namespace

extern const Client kGrpcGo = {"grpc-go", "grpc-go", compile, kHistory, Judged::by_real_client,
                               kAsked};

}  // namespace proxyenv::clients
