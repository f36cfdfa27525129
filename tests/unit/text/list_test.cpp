// SPDX-License-Identifier: Apache-2.0
#include "text/list.hpp"

#include <doctest/doctest.h>

#include <ostream>

using namespace proxyenv;

TEST_CASE("splitting keeps empty pieces") {
  CHECK(text::split("a,,b", ",").size() == 3);
  CHECK(text::split("", ",").size() == 1);
  CHECK(text::split("a b,c", ", ").size() == 3);
}

TEST_CASE("trimming takes only what stands at the ends") {
  CHECK(text::trimmed("  a b ", " ") == "a b");
  CHECK(text::trimmed("   ", " ").empty());
  CHECK(text::trimmed("\ta", " ") == "\ta");
}

TEST_CASE("joining puts the separator between words alone") {
  CHECK(text::joined({}, ", ").empty());
  CHECK(text::joined({"a"}, ", ") == "a");
  CHECK(text::joined({"a", "b"}, ", ") == "a, b");
}

TEST_CASE("concatenating puts nothing between the pieces") {
  CHECK(text::concatenated({}).empty());
  CHECK(text::concatenated({"a", "", "b"}) == "ab");
}
