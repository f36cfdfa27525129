// SPDX-License-Identifier: Apache-2.0
// What reqwest and Deno share: Deno's fetch has a copy of reqwest's code (ext/fetch/proxy.rs).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/route.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/target.hpp"
#include "core/environment.hpp"
#include "net/address.hpp"

namespace proxyenv::clients::rust {

// std::env::var(): a value that is not UTF-8 counts as not set. Returns the first that is set,
// empty or not.
[[nodiscard]] std::optional<Variable> first_in_utf8(const Environment& environment,
                                                    std::string_view upper, std::string_view lower);

// http::uri::Authority::parse on the text before the path. It does not check ports.
[[nodiscard]] bool is_authority(std::string_view text);

// The schemes of SOCKS that reqwest knows.
[[nodiscard]] bool is_socks(std::string_view scheme);

struct Uri {
  std::string scheme;
  std::string_view authority;
  std::string_view behind;
};

// `value.parse::<http::Uri>()` with an authority. Schemes other than http and https keep their
// case.
[[nodiscard]] std::optional<Uri> parse_uri(std::string_view value);

struct Entry {
  std::string_view text;  // may be empty
  bool has_capital = false;
  std::optional<net::Network> network;
  std::optional<net::Address> address;
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

// NO_PROXY, or else no_proxy. An empty one hides the other.
[[nodiscard]] List read_list(const Environment& environment);

struct ListRules {
  bool case_counts = false;      // letters of an entry; the host's are in lower case
  bool empty_is_a_name = false;  // an empty entry matches a host that ends in a dot
};

// The route of a target that the list covers.
[[nodiscard]] std::optional<Route> bypass(const List& list, const Target& target, ListRules rules);

}  // namespace proxyenv::clients::rust
