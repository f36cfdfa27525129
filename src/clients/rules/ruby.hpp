// SPDX-License-Identifier: Apache-2.0
// Ruby's URI#find_proxy, for open-uri and for Net::HTTP, which asks it about an http: URL for every
// target.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clients/conditions.hpp"
#include "clients/route.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"
#include "net/address.hpp"

namespace proxyenv::clients::ruby {

// The result of URI.parse for the value.
struct Proxy {
  std::string scheme;               // lower case; empty for a relative reference
  std::optional<std::string> host;  // with brackets where it is an IPv6 literal; may be empty
  std::string port;                 // as written, or the scheme's default; empty for none
  std::string_view variable;
};

// Since uri 0.12 an empty host counts as a host, and IPv6 is read in a value without a scheme. Ruby
// 3.1.7 was run, and Ruby 3.1.2 for the older behaviour.
[[nodiscard]] bool has_newer_uri(const Version& version);

// The proxy for http, https or ftp URLs that the list does not exempt. Without a proxy the choice
// is a direct route; if Ruby raises an exception, it is an error.
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
  EntryIndex index;
};

[[nodiscard]] List read_list(const Environment& environment);

// The route of a target that needs no proxy: loopback, or an entry of the list exempts it. `host`
// is without brackets. Under Condition::resolves a name is in each network of the list.
[[nodiscard]] std::optional<Route> bypass(const List& list, std::string_view host,
                                          std::uint16_t port, const Assumptions& assumptions);

// The route through the proxy. TCPSocket takes an empty host for this machine.
[[nodiscard]] Route connect(const Proxy& proxy);

}  // namespace proxyenv::clients::ruby
