// SPDX-License-Identifier: Apache-2.0
#include "text/layout.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("text is broken at blanks alone, and counted in cells") {
  struct Row {
    std::string_view text;
    std::size_t width;
    std::size_t indent;
    std::string_view lines;
    std::string_view why;
  };
  const Row rows[] = {
      {"", 10, 2, "", "nothing"},
      {"one two", 7, 2, "one two", "it fits"},
      {"one two", 6, 2, "one\n  two", "one cell too many"},
      {"one two three four", 9, 4, "one two\n    three\n    four",
       "lines behind the first are indented"},
      {"  fix: one two", 10, 7, "  fix: one\n       two", "blanks in front stay"},
      {"a  ->  b", 8, 2, "a  ->  b", "so do blanks inside a line"},
      {"a  ->  b", 7, 2, "a  ->\n  b", "and they go where it ends"},
      {"see http://proxy.corp:3128/a/long/path now", 12, 2,
       "see\n  http://proxy.corp:3128/a/long/path\n  now", "a URL stays whole"},
      {"http://proxy.corp:3128", 5, 2, "http://proxy.corp:3128", "also as the first word"},
      {"\xe4\xbb\xa3\xe7\x90\x86 \xe4\xbb\xa3\xe7\x90\x86", 9, 0,
       "\xe4\xbb\xa3\xe7\x90\x86 \xe4\xbb\xa3\xe7\x90\x86", "Chinese takes two cells"},
      {"\xe4\xbb\xa3\xe7\x90\x86 \xe4\xbb\xa3\xe7\x90\x86", 8, 0,
       "\xe4\xbb\xa3\xe7\x90\x86\n\xe4\xbb\xa3\xe7\x90\x86", "and nine do not fit into eight"},
      {"\x1b[1;31merror\x1b[0m: two", 10, 2, "\x1b[1;31merror\x1b[0m: two", "colours take none"},
      {"\x1b[1;31merror\x1b[0m: two", 9, 2, "\x1b[1;31merror\x1b[0m:\n  two", "and are not cut"},
      {"one two", kUnlimitedWidth, 2, "one two", "no terminal"},
      {"one two   ", 7, 2, "one two", "blanks at the end go"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(wrapped(row.text, row.width, row.indent) == row.lines);
  }
}

TEST_CASE("each line of a text is wrapped with its own indentation") {
  constexpr std::string_view kText = "head line\n    curl, wget: rule\n\nend";
  CHECK(wrapped_lines(kText, 16) == "head line\n    curl, wget:\n      rule\n\nend");
  CHECK(wrapped_lines(kText, 20) == kText);
  CHECK(wrapped_lines(kText, kUnlimitedWidth) == kText);
  CHECK(wrapped_lines("one two\n", 3) == "one\n  two\n");
  CHECK(wrapped_lines("", 3).empty());
}
