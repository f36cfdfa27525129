// SPDX-License-Identifier: Apache-2.0
#include "report/short_why.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv;

TEST_CASE("a clause with many clients names the first of them, and says how many more there are") {
  struct Row {
    std::string_view why;
    std::string_view shown;
  };
  const Row rows[] = {
      {"", ""},
      {"curl fails", "curl fails"},
      {"a, b, c, d, e, f, g and h fail", "a, b, c, d, e, f, g and h fail"},
      {"a, b, c, d, e, f, g, h and i fail", "a, b, c, d, e, f and 3 more fail; --json names all"},
      {"a, b, c, d, Rust's reqwest, f, g, h and Python's urllib fail, even for exempt hosts",
       "a, b, c, d, Rust's reqwest, f and 3 more fail, even for exempt hosts; --json names all"},
      {"x fails; a, b, c, d, e, f, g, h, i and j go direct; the others that read it use it",
       "x fails; a, b, c, d, e, f and 4 more go direct; the others that read it use it; --json "
       "names all"},
      {"a, b, c, d, e, f, g, h and i speak HTTP to it; a, b, c, d, e, f, g, h and i use it",
       "a, b, c, d, e, f and 3 more speak HTTP to it; a, b, c, d, e, f and 3 more use it; --json "
       "names all"},
      // Another sentence, whose commas part no names.
      {"a, b, c, d, e, f, g, h and i do what they like",
       "a, b, c, d, e, f, g, h and i do what they like"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(with_few_names(row.why) == row.shown);
  }
}
