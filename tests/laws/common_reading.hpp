// SPDX-License-Identifier: Apache-2.0
// What people mean by an exemption list, whatever a client makes of it: a domain with its
// subdomains, `.x`, `*.x`, an address, a network, `*` for everything. Whether `.x` covers x itself
// is not agreed upon: it is named there, not exempt.
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
  std::string_view variable;  // that it stands in
};

// The entries of all exemption lists of the environment; with `for_grpc` of no_grpc_proxy too.
[[nodiscard]] std::vector<ListEntry> listed_entries(const Environment& environment, bool for_grpc);

[[nodiscard]] EntryForm form_of(std::string_view entry);

// The entry exempts the target beyond doubt.
[[nodiscard]] bool exempts(std::string_view entry, const Target& target);

// Somebody could read the list so that it names the target: with ports, brackets, a scheme or a
// trailing dot, the apex of `.x`, one name of loopback for another.
[[nodiscard]] bool may_name(std::string_view entry, const Target& target);

}  // namespace proxyenv::testing
