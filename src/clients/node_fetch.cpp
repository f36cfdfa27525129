// SPDX-License-Identifier: Apache-2.0
// Node.js's own fetch, which is the undici that Node.js brings along. Versions are those of
// Node.js. A program that gives fetch a dispatcher of its own, such as undici's EnvHttpProxyAgent,
// is node-undici. Read in lib/internal/process/pre_execution.js (setupHttpProxy) as compiled into
// 22.23.3, 24.0.2 and 26.10.0; the undici inside is process.versions.undici of 22.21.0 (6.22),
// 22.23.3 (6.28), 24.0.2 (7.8), 24.14.1 (7.24), 24.21.0 (7.29), 25.9.0 (7.24), 26.1.0 (8.2),
// 26.7.0 (8.9), 26.8.0 (8.10.2) and 26.12.1 (8.12). Run: 20.20.2, 22.23.3, 24.0.2, 24.21.0,
// 25.9.0, 26.10.0 and 26.12.1, with connections recorded.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/node.hpp"
#include "clients/rules/undici.hpp"
#include "net/address.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// From that version of Node.js on it brings that undici. Only versions that differ in what
// node-undici says are here.
struct Bundle {
  Version node;
  Version undici;
};

constexpr std::array<Bundle, 8> kBundles = {{
    {{}, {6, 22}},
    {{24}, {7, 8}},
    {{24, 14, 1}, {7, 24}},
    {{25}, {7, 16}},
    {{25, 9}, {7, 24}},
    {{26}, {8, 0, 2}},
    {{26, 8}, {8, 10, 2}},
    {{26, 11}, {8, 12}},
}};

Version undici_inside(const Version& version) {
  const auto* const later = std::find_if(kBundles.begin() + 1, kBundles.end(),
                                         [&](const Bundle& it) { return version < it.node; });
  return std::prev(later)->undici;
}

// Until 24.5, when the flag came, any value of the variable counts.
bool has_the_variable_alone(const Version& version) {
  return version >= Version{24} && version < Version{24, 5};
}

bool has_the_flag(const Version& version) {
  const bool line_22 = version >= Version{22, 21} && version < Version{23};
  return line_22 || version >= Version{24, 5};
}

bool has_the_flag_in_options(const Environment& environment) {
  const std::string_view options = environment.find("NODE_OPTIONS").value_or(std::string_view{});
  const auto words = text::split(options, " ");
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return word == "--use-env-proxy" || word == "--no-use-env-proxy";
  });
}

// For every target; no value if the environment counts.
std::optional<Route> without_environment(const Environment& environment, const Version& version,
                                         const Assumptions& assumptions) {
  if (!has_the_flag(version) && has_the_flag_in_options(environment)) {
    return Route::error("node does not know --use-env-proxy yet", "NODE_OPTIONS");
  }
  if (has_the_variable_alone(version)) {
    const bool is_set = !environment.find("NODE_USE_ENV_PROXY").value_or("").empty();
    if (is_set || assumptions.holds(Condition::node_use_env_proxy)) return {};
    return Route::unread("reads them only with NODE_USE_ENV_PROXY");
  }
  if (!has_the_flag(version)) return Route::unread("reads no proxy variables");
  if (node::uses_environment(environment, assumptions)) return {};
  return Route::unread("reads them only with NODE_USE_ENV_PROXY=1");
}

// fetch loads node:http, whose agent for http:// reads its variable at once. The agent of
// node:https, and what is wrong for it, waits for a program that uses it.
std::optional<Route> error_of_http_agent(const Environment& environment) {
  const auto proxy = first_set(environment, {"http_proxy", "HTTP_PROXY"});
  return proxy ? node::error_of_agent(*proxy) : std::nullopt;
}

// Node.js builds the agent of fetch when it starts, for every program.
std::optional<Route> error_at_start(const Environment& environment, const Version& version) {
  auto error = undici::construction_error(environment, undici_inside(version));
  if (!error && has_the_flag(version)) error = error_of_http_agent(environment);
  if (error) error->rule += " at start of the process";
  return error;
}

// undici names the proxy's host to TLS, and Node.js refuses that for an address from 25 on. An IPv6
// address is still in its brackets there.
Route without_address_as_tls_name(Route route, const Version& version) {
  constexpr std::string_view kTls = "https://";
  if (version < Version{25} || !route.proxy.starts_with(kTls)) return route;
  const std::string_view authority = std::string_view(route.proxy).substr(kTls.size());
  if (!net::parse_address(authority.substr(0, authority.rfind(':')))) return route;
  return Route::error("Node.js refuses an address as a TLS server's name", route.variable);
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  auto fixed = without_environment(environment, version, assumptions);
  if (!fixed) fixed = error_at_start(environment, version);
  if (fixed) return make_fixed_router("fetch", {"http", "https"}, *fixed);
  return [router = kNodeUndici.compile(environment, undici_inside(version)),
          version](const Target& target) {
    const bool is_known = target.scheme == "http" || target.scheme == "https";
    return is_known ? without_address_as_tls_name(router(target), version)
                    : Route::no_scheme("fetch", target.scheme);
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "never reads the environment"},
    {{22, 21},
     "with NODE_USE_ENV_PROXY=1; a plain entry is one host; `.x` and `*x` are raw suffixes"},
    {{23}, "never reads the environment"},
    {{24}, "with any value of NODE_USE_ENV_PROXY; the same entries"},
    {{24, 5}, "with NODE_USE_ENV_PROXY=1"},
    {{24, 14, 1}, "an entry covers its name and the names below it; socks5 proxies"},
    {{25}, "a plain entry is one host; no socks5; an https:// proxy may not be an IPv4 address"},
    {{25, 9}, "an entry covers its name and the names below it; socks5 proxies"},
    {{26, 8}, "IPv6 in the list with or without brackets; a trailing dot is aside"},
    {{26, 11}, "`*` anywhere in the list; `*.x` is only the names below"},
};

constexpr Condition kAsked[] = {Condition::node_use_env_proxy};

}  // namespace

extern const Client kNodeFetch = {"node-fetch", "Node.js fetch",        compile,
                                  kHistory,     Judged::by_real_client, kAsked};

}  // namespace proxyenv::clients
