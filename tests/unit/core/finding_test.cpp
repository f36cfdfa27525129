// SPDX-License-Identifier: Apache-2.0
#include "core/finding.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv;

TEST_CASE("every finding has advice, and a sentence's form") {
  for (const FindingRow& row : kFindings) {
    CAPTURE(row.name);
    CHECK(row_of(row.kind).name == row.name);
    CHECK(row.advice.size() > 10);
    CHECK_FALSE(row.advice.ends_with('.'));
  }
}
