// SPDX-License-Identifier: Apache-2.0
#include "core/family.hpp"

#include <doctest/doctest.h>

#include <ostream>

#include "text/ascii.hpp"

using namespace proxyenv;

TEST_CASE("an upper-case spelling is its lower-case one in upper case") {
  for (const FamilyRow& row : kFamilies) {
    CAPTURE(row.name);
    if (row.upper.empty()) continue;
    CHECK(ascii::lowered(row.upper) == row.lower);
    CHECK(row.upper != row.lower);
  }
}

TEST_CASE("option --only's names are the lower-case spellings without their ending") {
  for (const FamilyRow& row : kFamilies) {
    CHECK(std::string(row.name) + "_proxy" == row.lower);
  }
}
