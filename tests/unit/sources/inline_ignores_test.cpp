// SPDX-License-Identifier: Apache-2.0
#include "sources/inline_ignores.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;
using sources::Format;
using sources::InlineIgnores;

TEST_CASE("a comment ignores findings of the line below its block of comments") {
  struct Row {
    std::string_view text;
    std::size_t line;  // where a finding `quotes` is
    bool ignored;
  };
  for (const Row& row : std::array<Row, 20>{{
           {"# proxyenv: ignore quotes\nA=1\n", 2, true},
           {"# proxyenv: ignore quotes\nA=1\n", 1, false},
           {"# proxyenv: ignore quotes\nA=1\nB=1\n", 3, false},
           {"# proxyenv: ignore blanks\nA=1\n", 2, false},
           {"# proxyenv: ignore blanks, quotes\nA=1\n", 2, true},
           {"# proxyenv: ignore blanks quotes\nA=1\n", 2, true},
           {"#proxyenv:ignore quotes\nA=1\n", 2, true},
           {"  ## proxyenv:  ignore\tquotes  \r\nA=1\r\n", 2, true},
           {"# proxyenv: ignore quotes -- docker keeps them: no finding\nA=1\n", 2, true},
           {"# proxyenv: ignore blanks -- quotes\nA=1\n", 2, false},
           {"# proxyenv: ignore quotes\n# more words\n# proxyenv: ignore blanks\nA=1\n", 4, true},
           {"# proxyenv: ignore quotes\n\nA=1\n", 3, false},
           {"# proxyenv: ignore quotes\n#\nA=1\n", 3, true},
           {"# proxyenv ignore quotes\nA=1\n", 2, false},
           {"# see proxyenv: ignore quotes\nA=1\n", 2, false},
           {"# proxyenv: ignored quotes\nA=1\n", 2, false},
           {"A=1\n# proxyenv: ignore quotes", 1, false},
           {"A=proxyenv: # proxyenv: ignore quotes\n", 1, false},  // a part of the value
           {"# proxyenv: ignore quotes\nA=1\n", 0, false},         // the line is not known
           {"", 1, false},
       }}) {
    CAPTURE(row.text);
    CAPTURE(row.line);
    const auto ignores = InlineIgnores::parse(row.text, Format::docker_env_file);
    REQUIRE(ignores.has_value());
    CHECK(ignores->holds(row.line, FindingKind::quotes) == row.ignored);
  }
}

TEST_CASE("where a format has comments behind values, they ignore findings of their line") {
  struct Row {
    std::string_view text;
    std::size_t line;
    bool ignored;
  };
  for (const Row& row : std::array<Row, 8>{{
           {"a:\n  A: x  # proxyenv: ignore quotes\n", 2, true},
           {"a:\n  A: x\t#proxyenv: ignore quotes\n", 2, true},
           {"a:\n  A: x  # proxyenv: ignore quotes\n", 1, false},
           {"a:\n  A: x  # proxyenv: ignore quotes\n  B: y\n", 3, false},
           {"a:\n  A: x# proxyenv: ignore quotes\n", 2, false},
           {"a:\n  A: x  proxyenv: ignore quotes\n", 2, false},
           {"a:\n  # proxyenv: ignore quotes\n  A: x  # proxyenv: ignore blanks\n", 3, true},
           {"a:\n  A: proxyenv: x  # proxyenv: ignore quotes\n", 2, true},
       }}) {
    CAPTURE(row.text);
    const auto ignores = InlineIgnores::parse(row.text, Format::compose_file);
    REQUIRE(ignores.has_value());
    CHECK(ignores->holds(row.line, FindingKind::quotes) == row.ignored);
  }
}

TEST_CASE("a name that no finding has is an error in a comment, with its line") {
  const auto ignores =
      InlineIgnores::parse("A=1\n# proxyenv: ignore qoutes\nB=2\n", Format::docker_env_file);
  CHECK(ignores.error().message == "line 2: no finding has that name (did you mean quotes?)");
}

TEST_CASE("a block of entries has no comments") {
  const auto ignores =
      InlineIgnores::parse("# proxyenv: ignore qoutes\nA=1\n", Format::environ_block);
  REQUIRE(ignores.has_value());
  CHECK(!ignores->holds(2, FindingKind::quotes));
}
