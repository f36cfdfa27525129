// SPDX-License-Identifier: Apache-2.0
#include "sources/entry_lines.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string_view>

using namespace proxyenv;
using namespace proxyenv::sources;

TEST_CASE("a finding is on the line that sets its variable, or on the next best") {
  SourceEnvironment source;
  source.environment = Environment::own(
      {"A=1", "HTTPS_PROXY=x", "no_proxy=a", "no_proxy=b", "malformed", "HTTP_PROXY=y", "OTHER=1"});
  source.lines = {1, 3, 5, 7, 8, 0, 9};
  const EntryLines lines(source);
  struct Row {
    FindingKind kind;
    std::string_view variable;
    std::size_t line;
  };
  for (const Row& row : std::array<Row, 8>{{
           {FindingKind::quotes, "HTTPS_PROXY", 3},
           {FindingKind::missing_spelling, "https_proxy", 3},  // the other spelling
           {FindingKind::blanks, "no_proxy", 5},
           {FindingKind::duplicate_conflict, "no_proxy", 7},
           {FindingKind::duplicate_entry, "no_proxy", 7},
           {FindingKind::loopback_not_exempt, "NO_PROXY", 5},
           {FindingKind::https_gap, "ALL_PROXY", 3},  // the first proxy variable
           {FindingKind::quotes, "OTHER", 9},
       }}) {
    CAPTURE(row.variable);
    CHECK(lines.line_of({row.kind, row.variable, ""}) == row.line);
  }
  CHECK(EntryLines({}).line_of({FindingKind::quotes, "HTTPS_PROXY", ""}) == 0);
}
