// SPDX-License-Identifier: Apache-2.0
// The usual meaning of an exemption list, independent of clients: a domain with its subdomains,
// `.x`, `*.x`, an address, a network, `*` for everything. Clients do not agree whether `.x` covers
// x itself, so x counts as named there, but not as exempt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clients/target.hpp"
#include "core/environment.hpp"

namespace proxyenv::testing {

enum class EntryForm {
  everything,
  name,
  dotted,
  wildcard,
  network_v4,
  network_v6,
  address_v4,
  address_v6,
  odd
};

struct ListEntry {
  std::string text;           // lower case
  std::string_view variable;  // that holds it
};

// The entries of all exemption lists of the environment; with `for_grpc` also of no_grpc_proxy.
[[nodiscard]] std::vector<ListEntry> listed_entries(const Environment& environment, bool for_grpc);

[[nodiscard]] EntryForm form_of(std::string_view entry);

// Whether the entry certainly exempts the target.
[[nodiscard]] bool exempts(std::string_view entry, const Target& target);

// Whether the list can be read so that it names the target: with ports, brackets, a scheme or a
// trailing dot, with the apex of `.x`, or with one name of loopback for another.
[[nodiscard]] bool may_name(std::string_view entry, const Target& target);

}  // namespace proxyenv::testing
