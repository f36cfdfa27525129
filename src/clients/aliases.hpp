// SPDX-License-Identifier: Apache-2.0
// Programs and SDKs that people know by name, and the clients that they are built on: `--client uv`
// asks rust-reqwest. Where a name means SDKs of several languages, it asks one client for each.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "clients/client.hpp"

namespace proxyenv {

// The source of a row that gives a client's name without the prefix of its language.
inline constexpr std::string_view kOwnName = "its own name";

struct Alias {
  std::string_view name;
  std::string_view clients;   // names of the catalog, separated by blanks
  std::string_view built_on;  // for people: "uv is built on ..."
  std::string_view source;    // where that was read
};

// Sorted by name.
[[nodiscard]] std::span<const Alias> all_aliases();
// Null if there is none of that name.
[[nodiscard]] const Alias* find_alias(std::string_view name);
// In the order of the row.
[[nodiscard]] std::vector<const Client*> clients_of(const Alias& alias);

}  // namespace proxyenv
