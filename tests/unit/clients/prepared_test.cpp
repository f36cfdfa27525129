// SPDX-License-Identifier: Apache-2.0
#include "clients/prepared.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("a list is prepared once for each text and version, as long as it is kept") {
  clients::Prepared<std::string_view> prepared;
  int made = 0;
  const auto make = [&](std::string_view text, const Version& /*version*/) {
    ++made;
    return text;
  };
  struct Row {
    const char* text;
    Version version;
    int made;
  };
  const Row rows[] = {
      {"a.test", {1}, 1},    {"a.test", {1}, 1},  // the same
      {"a.test", {1, 0}, 1},                      // the same version
      {"a.test", {2}, 2},    {"b.test", {1}, 3}, {"a.test,", {1}, 4},
      {"", {1}, 5},          {"", {}, 6},        {"a.test", {1}, 6},  // before and after take turns
      {"b.test", {1}, 6},    {"a.test", {2}, 6},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::string given(row.text);  // ends before the view that is kept
    CHECK(prepared.get(given, row.version, make) == row.text);
    CHECK(made == row.made);
  }
  // Bounded: others in great number take the place.
  for (int i = 0; i < 100; ++i) {
    CHECK(prepared.get(std::to_string(i), {1}, make) == std::to_string(i));
  }
  CHECK(made == 106);
  CHECK(prepared.get("a.test", {1}, make) == "a.test");
  CHECK(made == 107);
}
