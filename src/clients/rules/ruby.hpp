// SPDX-License-Identifier: Apache-2.0
// Ruby's URI#find_proxy, for Net::HTTP, which asks it about an http: URL whatever the target, and
// for open-uri.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clients/route.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"
#include "net/address.hpp"

namespace proxyenv::clients::ruby {

// What URI.parse makes of the value.
struct Proxy {
  std::string scheme;               // lower case; empty for a relative reference
  std::optional<std::string> host;  // with brackets where it is an IPv6 literal; may be empty
  std::string port;                 // as written, or the scheme's default; empty for none
  std::string_view variable;
};

// uri 0.12 reads an empty host as one, and IPv6 in a value without a scheme. Ruby 3.1.7 was run,
// and Ruby 3.1.2 for what was before.
[[nodiscard]] bool has_newer_uri(const Version& version);

// The proxy for http, https or ftp URLs that the list does not exempt; or the choice where there is
// none (direct), or where an exception is raised (error).
[[nodiscard]] std::variant<Proxy, Choice> read_proxy(const Environment& environment,
                                                     std::string_view scheme,
                                                     const Version& version);

struct Entry {
  std::string_view text;  // with the port
  std::string_view host;
  std::optional<std::string_view> port;  // without leading zeros
  std::optional<net::Network> network;
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
};

[[nodiscard]] List read_list(const Environment& environment);

// The route of a target that needs no proxy: loopback, or an entry of the list exempts it. `host`
// is without brackets.
[[nodiscard]] std::optional<Route> bypass(const List& list, std::string_view host,
                                          std::uint16_t port);

// Where the connection to the proxy goes. TCPSocket takes an empty host for this machine.
[[nodiscard]] Route connect(const Proxy& proxy);

}  // namespace proxyenv::clients::ruby
