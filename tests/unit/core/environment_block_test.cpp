// SPDX-License-Identifier: Apache-2.0
#include "core/environment_block.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/environment_strings.hpp"

using namespace proxyenv;
using namespace std::literals;
using proxyenv::testing::strings_of;

TEST_CASE("a block ends entries with NUL, the last one too or not") {
  CHECK(parse_environment_block("").entries().empty());
  CHECK(strings_of(parse_environment_block("A=1\0B=2\0"sv)).size() == 2);
  CHECK(strings_of(parse_environment_block("A=1\0B=2"sv))[1] == "B=2");
}
