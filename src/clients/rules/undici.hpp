// SPDX-License-Identifier: Apache-2.0
// The proxies of undici's EnvHttpProxyAgent, and the errors of its constructor. undici itself uses
// it; for node:http it matters because Node.js builds that agent at start. Versions are those of
// undici.
#pragma once

#include <optional>

#include "clients/route.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::undici {

// Present, even if empty.
struct Proxies {
  std::optional<Variable> http;
  std::optional<Variable> https;
};

[[nodiscard]] Proxies find_proxies(const Environment& environment);

// Whether undici takes what stands behind the authority of a proxy: no path, query or fragment.
[[nodiscard]] bool is_origin(std::string_view behind);

[[nodiscard]] bool is_socks(std::string_view scheme);

// The URL of a proxy. Returns no value if the constructor of URL throws.
[[nodiscard]] std::optional<WhatwgUrl> parse_value(const Variable& variable,
                                                   const Version& version);

// The error that `new EnvHttpProxyAgent()` throws in this environment for every target.
[[nodiscard]] std::optional<Route> construction_error(const Environment& environment,
                                                      const Version& version);

}  // namespace proxyenv::clients::undici
