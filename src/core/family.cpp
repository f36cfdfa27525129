// SPDX-License-Identifier: Apache-2.0
#include "core/family.hpp"

#include <algorithm>

namespace proxyenv {

namespace {
constexpr bool rows_stand_at_their_index() {
  for (std::size_t i = 0; i < kFamilies.size(); ++i) {
    if (static_cast<std::size_t>(kFamilies[i].family) != i) return false;
  }
  return true;
}
static_assert(rows_stand_at_their_index(), "row_of() indexes the table by the enumerator");
}  // namespace

const FamilyRow* find_family(std::string_view spelling) {
  if (spelling.empty()) return nullptr;
  const auto* const row = std::find_if(
      kFamilies.begin(), kFamilies.end(),
      [&](const FamilyRow& each) { return spelling == each.lower || spelling == each.upper; });
  return row == kFamilies.end() ? nullptr : row;
}

}  // namespace proxyenv
