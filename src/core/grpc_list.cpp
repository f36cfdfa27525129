// SPDX-License-Identifier: Apache-2.0
#include "core/grpc_list.hpp"

#include <algorithm>

#include "core/no_proxy.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

bool is_wildcard_domain(std::string_view entry) {
  return entry.size() > 2 && entry.starts_with("*.");
}

}  // namespace

// Both read entries with their quotes, because a list whose quotes could not be repaired keeps
// them.
bool needs_grpc_dialect(std::string_view list) {
  const auto entries = split_at_list_separators(list);
  return std::any_of(list.begin(), list.end(), ascii::is_upper) ||
         std::any_of(entries.begin(), entries.end(), is_wildcard_domain);
}

std::string in_grpc_dialect(std::string_view list) {
  auto entries = split_at_list_separators(list);
  for (std::string_view& entry : entries) {
    if (is_wildcard_domain(entry)) entry.remove_prefix(1);
  }
  return ascii::lowered(joined_list(entries));
}

}  // namespace proxyenv
