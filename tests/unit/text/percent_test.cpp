// SPDX-License-Identifier: Apache-2.0
#include "text/percent.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("escapes are decoded, and what is none stays") {
  struct Row {
    std::string_view text;
    std::string decoded;
  };
  const Row rows[] = {
      {"", ""},
      {"abc", "abc"},
      {"%40", "@"},
      {"a%2fb%2F", "a/b/"},
      {"%", "%"},
      {"%4", "%4"},
      {"%4g", "%4g"},
      {"%%40", "%@"},
      {"%2540", "%40"},
      {"%e4%b8", "\xe4\xb8"},
      {"%00", std::string(1, '\0')},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(percent_decoded(row.text) == row.decoded);
  }
}
