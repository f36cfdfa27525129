// SPDX-License-Identifier: Apache-2.0
#include "core/amount_read.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv;

TEST_CASE("one sentence says how much was read") {
  CHECK(describe({4, 34, 1}, "file 'x'", "Compose's .env") ==
        "4 proxy variables among 34 entries of file 'x', read as Compose's .env");
  CHECK(describe({1, 2, 3}, "standard input", "JSON") ==
        "1 proxy variable among 2 entries in 3 environments of standard input, read as JSON");
  CHECK(describe({0, 1, 1}, "file 'x'", "text for a shell") ==
        "no proxy variable is set among 1 entry of file 'x', read as text for a shell");
  CHECK(describe({0, 0, 1}, "", "") ==
        "no proxy variable is set among 0 entries of the environment");
  CHECK(
      describe({0, 0, 1, 1}, "file 'x'", "text for a shell") ==
      "1 proxy variable whose value is not known, among 0 entries of file 'x', read as text for a "
      "shell");
  CHECK(describe({1, 9, 1, 2}, "process 7", "") ==
        "1 proxy variable, and 2 proxy variables whose values are not known, among 9 entries of "
        "process 7");
  CHECK(describe({2, 9, 1}, "process 7", "") == "2 proxy variables among 9 entries of process 7");
}
