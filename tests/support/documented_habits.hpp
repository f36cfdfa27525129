// SPDX-License-Identifier: Apache-2.0
// What the documentation alone says of clients, where core/readers.hpp has no row because no
// message of the program needs it. tests/tables/texts.hpp takes its words from here, as {who:NAME},
// and tests/laws/documents_test.cpp finds these lists in the pages. tests/laws/readers_test.cpp
// asks the models whether they are true.
#pragma once

#include <string_view>
#include <vector>

#include "support/client_habits.hpp"

namespace proxyenv::testing {

struct DocumentedHabit {
  std::string_view name;
  std::string_view who;  // clients that show the probe, in the words of kClientWords
  Probe probe;
};

[[nodiscard]] const std::vector<DocumentedHabit>& documented_habits();

}  // namespace proxyenv::testing
