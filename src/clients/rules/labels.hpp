// SPDX-License-Identifier: Apache-2.0
// Lists of names that are compared label by label from the right, as npm and pnpm read them: `x`,
// `.x` and `x.` all mean x and its subdomains. An address has labels, too: `0.1` covers 10.0.0.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/route.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/target.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::labels {

struct Entry {
  std::string_view text;
  std::string name;  // without the dots at its ends and double ones
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;  // those that have a label
  EntryIndex index;
};

// Which blanks do not belong to an entry.
enum class Blanks {
  at_both_ends,  // of each entry
  at_commas,     // not those at the two ends of the whole list
};

// The entries between commas.
[[nodiscard]] List read_list(const Variable& variable, Blanks blanks = Blanks::at_both_ends);

// Whether the host, as `new URL(target).hostname` has it, is the entry's name or below it. Letters
// count: the host is in lower case, an entry is as written.
[[nodiscard]] bool covers(const Entry& entry, std::string_view host);

// The route of a target that the list covers; dots at the ends of its host do not count.
[[nodiscard]] std::optional<Route> bypass(const List& list, const Target& target);

}  // namespace proxyenv::clients::labels
