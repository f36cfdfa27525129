// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/verify_finding.hpp"

#include <doctest/doctest.h>

#include <ostream>

using namespace proxyenv::dify;

TEST_CASE("the rows of the findings stand in the order of their kinds, by name") {
  for (std::size_t i = 0; i < kVerifyFindings.size(); ++i) {
    CHECK(static_cast<std::size_t>(kVerifyFindings[i].kind) == i);
    if (i > 0) CHECK(kVerifyFindings[i - 1].name < kVerifyFindings[i].name);
  }
}
