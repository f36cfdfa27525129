// SPDX-License-Identifier: Apache-2.0
#include "core/readers.hpp"

namespace proxyenv {

namespace {

constexpr bool rows_stand_at_their_index() {
  for (std::size_t i = 0; i < kHabits.size(); ++i) {
    if (static_cast<std::size_t>(kHabits[i].habit) != i) return false;
  }
  for (std::size_t i = 0; i < kSpellingReaders.size(); ++i) {
    if (static_cast<std::size_t>(kSpellingReaders[i].family) != i) return false;
  }
  return true;
}
static_assert(rows_stand_at_their_index(), "row_of() and readers_of() index their tables");

}  // namespace

}  // namespace proxyenv
