// SPDX-License-Identifier: Apache-2.0
#include "core/shell_quoted.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "sources/compose_env.hpp"

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

TEST_CASE("a word of a command is whole, however long, and can be pasted or is replaced") {
  const std::string longest(300, 'x');
  CHECK(shell_quoted(longest) == longest);
  struct Row {
    std::string_view word;
    bool can_be_pasted;
    std::string_view why;
  };
  const Row rows[] = {
      {"/srv/it's $HOME", true, "quoted"},
      {"/opt/@scope/tool", true, "an @ in a path without a colon"},
      {"a@b:c d", false, "it may hold credentials"},
      {"a\nb", false, "a line end would begin another command"},
      {"a\xff", false, "no UTF-8"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(can_be_pasted(row.word) == row.can_be_pasted);
  }
}

TEST_CASE("Compose reads a value back as it was") {
  for (const std::string_view value :
       {"a.yaml:b.yaml", "my file.yaml", "it's.yaml", "it's \"x\" $HOME \\n.yaml", "$HOME", "#",
        "a#b", "'", "a\\b's"}) {
    CAPTURE(value);
    const auto env = sources::parse_compose_env("COMPOSE_FILE=" + env_file_quoted(value) + "\n",
                                                [](std::string_view) { return std::nullopt; });
    REQUIRE(env);
    CHECK(env->find("COMPOSE_FILE") == value);
  }
}
