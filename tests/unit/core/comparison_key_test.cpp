// SPDX-License-Identifier: Apache-2.0
#include "core/comparison_key.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv;

TEST_CASE("values that mean the same proxy have the same key") {
  struct Row {
    std::string_view a;
    std::string_view b;
    bool same;
    std::string_view why;
  };
  const Row rows[] = {
      {"http://p:1", "http://p:1/", true, "trailing slash"},
      {"http://P:1", "http://p:1", true, "case of the host"},
      {"\"http://p:1\"", "http://p:1", true, "compared after repair"},
      {"p:1", "http://p:1", true, "compared after repair"},
      {"http://p:1", "http://p:2", false, "port"},
      {"http://p:80", "http://p", false, "no port is not port 80: clients differ"},
      {"http://p:1", "https://p:1", false, "scheme"},
      {"http://u@p:1", "http://p:1", false, "credentials"},
      {"http://U@p:1", "http://u@p:1", false, "a user has case"},
      {"http://p:1/x", "http://p:1", false, "path"},
      {"junk", "JUNK", false, "what cannot be read is compared as bytes"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CAPTURE(row.why);
    CHECK((comparison_key_of_proxy(row.a) == comparison_key_of_proxy(row.b)) == row.same);
  }
}

TEST_CASE("lists are compared as sets, after repairs") {
  const auto same = [](std::string_view a, std::string_view b) {
    return comparison_key_of_list(a) == comparison_key_of_list(b);
  };
  CHECK(same("a,b", "b, a"));
  CHECK(same("a,A,b", "b,a"));
  CHECK(same("\"a\"", "a"));
  CHECK_FALSE(same("a", "a,b"));
  CHECK_FALSE(same("a,b", "ab"));
  CHECK_FALSE(same(".a", "a"));
  CHECK_FALSE(same("\"a", "a"));
}
