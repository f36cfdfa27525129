// SPDX-License-Identifier: Apache-2.0
#include "text/glob.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

using proxyenv::text::glob_matches;

TEST_CASE("patterns and the paths that they match") {
  struct Row {
    std::string_view pattern;
    std::string_view path;
    bool matches;
  };
  const std::array<Row, 24> rows = {{
      {"a.env", "a.env", true},
      {"a.env", "deploy/a.env", true},  // a name alone matches in every folder
      {"a.env", "deploy/b.env", false},
      {"a.env", "aaenv", false},
      {"./a.env", "a.env", true},
      {"a.env", "./a.env", true},
      {"deploy/a.env", "deploy/a.env", true},
      {"deploy/a.env", "./deploy/a.env", true},
      {"deploy/a.env", "x/deploy/a.env", false},
      {"*.env", "deploy/a.env", true},
      {"*.env", ".env", true},
      {"*.env", "a.envx", false},
      {"deploy/*", "deploy/x/a.env", true},  // `*` crosses folders
      {"deploy/*.env", "deploy/x/a.env", true},
      {"deploy/*", "other/a.env", false},
      {"deploy/*/a.env", "deploy/a.env", false},
      {"?.env", "a.env", true},
      {"?.env", ".env", false},
      {"?.env", "ab.env", false},
      {"*", "anything/at/all", true},
      {"**", "a", true},
      {"", "a", false},
      {"[ab].env", "a.env", false},  // brackets stand for themselves
      {"a*b*c", "aXbXbXc", true},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.path);
    CHECK(glob_matches(row.pattern, row.path) == row.matches);
  }
}

TEST_CASE("many stars of a pattern take no exponential time") {
  std::string pattern;
  for (int i = 0; i < 1000; ++i) pattern.append("*a");
  CHECK(!glob_matches(pattern + "b", std::string(4000, 'a')));
}
