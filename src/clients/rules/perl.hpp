// SPDX-License-Identifier: Apache-2.0
// What HTTP::Tiny and LWP of Perl have alike.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "clients/route.hpp"
#include "clients/rules/entry_index.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::perl {

// Perl counts "" and "0" as false.
[[nodiscard]] bool is_true(std::string_view value);

// IO::Socket::IP, split_addr(): a colon without a port behind the host is dropped, but not behind
// an IPv6 address without brackets.
[[nodiscard]] std::string_view without_lone_colon(std::string_view host);

struct List {
  std::string_view variable;
  std::vector<std::string_view> entries;
  EntryIndex index;
};

// split /\s*,\s*/: entries at the end that are empty are dropped; another one matches every host.
[[nodiscard]] List read_list(const Variable& variable);

// The route of a host that ends in the text of an entry.
[[nodiscard]] std::optional<Route> bypass(const List& list, std::string_view host);

}  // namespace proxyenv::clients::perl
