// SPDX-License-Identifier: Apache-2.0
#include "core/shell_quoted.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv;

TEST_CASE("a word that people paste into a shell") {
  struct Row {
    std::string_view word;
    std::string_view quoted;
    std::string_view why;
  };
  const Row rows[] = {
      {"docker-compose.yaml:b_1.yaml", "docker-compose.yaml:b_1.yaml", "plain"},
      {"my folder", "'my folder'", "a blank"},
      {"it's", "'it'\\''s'", "a quote"},
      {"$HOME;ls", "'$HOME;ls'", "what a shell would expand or run"},
      {"", "''", "nothing"},
      {"-x", "./-x", "cd would take it for an option"},
      {"- x", "./'- x'", "likewise"},
      {"a\nb", "'a\\x0ab'", "a line end is shown, and cannot be pasted"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(shell_quoted(row.word) == row.quoted);
  }
}
