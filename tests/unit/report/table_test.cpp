// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <vector>

using namespace proxyenv;

TEST_CASE("columns are as wide as their widest cell, and the last one is not filled up") {
  constexpr std::array<Align, 3> kColumns = {Align::left, Align::right, Align::left};
  const std::vector<TableRow> rows = {{"NAME", "COUNT", "WHY"}, {"a longer name", "7", ""}};
  CHECK(render_table(rows, kColumns) ==
        "NAME           COUNT  WHY\n"
        "a longer name      7  \n");
}

TEST_CASE("a table can end in a number, and have no rows") {
  constexpr std::array<Align, 2> kColumns = {Align::left, Align::right};
  const std::vector<TableRow> rows = {{"A", "B"}, {"caf\xc3\xa9", "100"}};
  CHECK(render_table(rows, kColumns) ==
        "A       B\n"
        "caf\xc3\xa9  100\n");
  CHECK(render_table({}, kColumns).empty());
}
