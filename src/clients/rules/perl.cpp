// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/perl.hpp"

#include <algorithm>
#include <cstddef>

#include "text/list.hpp"

namespace proxyenv::clients::perl {

bool is_true(std::string_view value) {
  return !value.empty() && value != "0";
}

std::string_view without_lone_colon(std::string_view host) {
  if (!host.ends_with(':')) return host;
  const std::string_view rest = host.substr(0, host.size() - 1);
  const bool is_bare_ipv6 = !rest.starts_with('[') && rest.find(':') != std::string_view::npos;
  return is_bare_ipv6 ? host : rest;
}

List read_list(const Variable& variable) {
  List list{variable.name, text::split(variable.value, ","), {}};
  for (std::size_t i = 0; i < list.entries.size(); ++i) {
    std::string_view& entry = list.entries[i];
    if (i > 0) {
      entry.remove_prefix(std::min(entry.find_first_not_of(text::kAsciiSpace), entry.size()));
    }
    if (i + 1 < list.entries.size()) {
      const std::size_t last = entry.find_last_not_of(text::kAsciiSpace);
      entry = entry.substr(0, last == std::string_view::npos ? 0 : last + 1);
    }
  }
  while (!list.entries.empty() && list.entries.back().empty()) list.entries.pop_back();
  for (const std::string_view entry : list.entries) list.index.add(entry);
  return list;
}

std::optional<Route> bypass(const List& list, std::string_view host) {
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const std::string_view entry = list.entries[i];
    if (host.ends_with(entry)) return Route::exempt(entry, list.variable);
  }
  return std::nullopt;
}

}  // namespace proxyenv::clients::perl
