// SPDX-License-Identifier: Apache-2.0
#include "sources/format.hpp"

#include <algorithm>

namespace proxyenv::sources {

namespace {
constexpr bool rows_stand_at_their_index() {
  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    if (static_cast<std::size_t>(kFormats[i].format) != i) return false;
  }
  return true;
}
static_assert(rows_stand_at_their_index(), "row_of() indexes the table");
}  // namespace

std::optional<Format> find_format(std::string_view name) {
  const auto* const row = std::find_if(kFormats.begin(), kFormats.end(),
                                       [&](const FormatRow& each) { return each.name == name; });
  if (row == kFormats.end()) return std::nullopt;
  return row->format;
}

}  // namespace proxyenv::sources
