// SPDX-License-Identifier: Apache-2.0
#include "text/suggestion.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

TEST_CASE("the nearest word is suggested, but not a far one") {
  constexpr std::array<std::string_view, 4> kWords = {"prefer", "proxy", "lower", "upper"};
  struct Row {
    std::string_view word;
    std::string_view nearest;  // empty: none
    std::string_view why;
  };
  const Row rows[] = {
      {"prefre", "prefer", "two neighbours swapped"},
      {"prefr", "prefer", "one missing"},
      {"PREFER", "prefer", "case aside"},
      {"porxy", "proxy", "swapped"},
      {"uper", "upper", "one missing"},
      {"lowwer", "lower", "one too many"},
      {"loverr", "lower", "two edits in six"},
      {"xyz", "", "nothing like it"},
      {"", "", "nothing"},
      {"middle", "", "as long, but another word"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CAPTURE(row.why);
    CHECK(proxyenv::nearest_word(row.word, kWords).value_or("") == row.nearest);
  }
  CHECK_FALSE(proxyenv::nearest_word(std::string(100'000, 'p'), kWords).has_value());
}

TEST_CASE("a suggestion is a clause for the end of a message, or nothing") {
  constexpr std::array<std::string_view, 2> kWords = {"prefer", "proxy"};
  CHECK(proxyenv::did_you_mean("prefre", kWords) == " (did you mean prefer?)");
  CHECK(proxyenv::did_you_mean("prefre", kWords, "--") == " (did you mean --prefer?)");
  CHECK(proxyenv::did_you_mean("xyz", kWords, "--").empty());
}
