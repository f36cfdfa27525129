// SPDX-License-Identifier: Apache-2.0
// Go's http.ProxyFromEnvironment, for Go's own client and for grpc-go, which calls it with a
// made-up https URL. Versions are Go's. The environment is read once, at the first use in a
// process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clients/conditions.hpp"
#include "clients/route.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"
#include "net/address.hpp"

namespace proxyenv::clients::go {

// The URL of the proxy, with the parts that were written.
struct Proxy {
  std::string scheme;
  std::string host;  // with brackets where it is an IPv6 literal; may be empty
  std::string port;  // digits, or empty
  std::string_view variable;
  bool misread = false;  // the host is the text before a `://`
};

// The proxy for http or https URLs. Without a proxy the route is direct, and if reading the value
// fails it is an error; in both cases Go reads no list.
[[nodiscard]] std::variant<Proxy, Route> read_proxy(const Environment& environment,
                                                    std::string_view scheme,
                                                    const Version& version);

struct HostPort {
  std::string_view host;
  std::string_view port;
};

struct Entry {
  std::string_view text;
  HostPort pattern;
  std::optional<net::Network> network;
  std::optional<net::Address> address;
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
  bool has_star = false;  // counts at any place in the list
  bool names_miss_addresses = false;
};

[[nodiscard]] List read_list(const Environment& environment, const Version& version);

struct Question {
  std::string_view host;  // without brackets
  std::uint16_t port = 0;
  // The name was resolved before the list is consulted, so entries that are names do not match it.
  bool resolved = false;
  Assumptions assumptions = Assumptions::in_place();  // of a name that was resolved
};

// The route of a target that needs no proxy: loopback, or an entry of the list exempts it.
[[nodiscard]] std::optional<Route> bypass(const List& list, const Question& question);

}  // namespace proxyenv::clients::go
