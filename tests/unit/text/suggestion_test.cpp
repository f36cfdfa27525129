// SPDX-License-Identifier: Apache-2.0
#include "text/suggestion.hpp"

#include <doctest/doctest.h>

#include <array>
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
      {"up", "upper", "a beginning"},
      {"LOW", "lower", "a beginning, case aside"},
      {"pr", "", "the beginning of two"},
      {"u", "", "one letter"},
      {"xyz", "", "nothing like it"},
      {"", "", "nothing"},
      {"middle", "", "as long, but another word"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CAPTURE(row.why);
    const std::string clause =
        row.nearest.empty() ? "" : " (did you mean " + std::string(row.nearest) + "?)";
    CHECK(proxyenv::did_you_mean(row.word, kWords) == clause);
  }
  CHECK(proxyenv::did_you_mean(std::string(100'000, 'p'), kWords).empty());
}

TEST_CASE("a suggestion has the prefix in front of the word, which is compared without it") {
  constexpr std::array<std::string_view, 2> kWords = {"prefer", "proxy"};
  CHECK(proxyenv::did_you_mean("prefre", kWords, "--") == " (did you mean --prefer?)");
  CHECK(proxyenv::did_you_mean("xyz", kWords, "--").empty());
}

TEST_CASE("the nearest word has at most so many edits") {
  constexpr std::array<std::string_view, 2> kWords = {"NO_PROXY", "HTTP_PROXY"};
  CHECK(proxyenv::nearest_word("NOPROXY", kWords, 1) == "NO_PROXY");
  CHECK(proxyenv::nearest_word("HTTP_PROXYS", kWords, 1) == "HTTP_PROXY");
  CHECK_FALSE(proxyenv::nearest_word("MY_PROXY", kWords, 1).has_value());
  CHECK(proxyenv::nearest_word("MY_PROXY", kWords, 2) == "NO_PROXY");
  CHECK_FALSE(proxyenv::nearest_word("", kWords, 9).has_value());
}
