// SPDX-License-Identifier: Apache-2.0
#include "text/style.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "text/display.hpp"

using namespace proxyenv;

TEST_CASE("a style paints, and without colours changes nothing") {
  CHECK(Style().painted(Ink::error, "x") == "x");
  CHECK(Style::colored().painted(Ink::error, "x") == "\x1b[1;31mx\x1b[0m");
  CHECK(Style::colored().painted(Ink::changed, "x") == "\x1b[32mx\x1b[0m");
  CHECK(Style::colored().painted(Ink::faint, "").empty());
}

TEST_CASE("only sequences that a style writes reach a terminal, and they take no cell") {
  const std::string red = Style::colored().painted(Ink::removed, "ab");
  CHECK(display_width(red) == 2);
  CHECK(escape_colored_lines_for_display(red + "\n") == red + "\n");
  CHECK(escape_lines_for_display(red) == "\\x1b[31mab\\x1b[0m");
  CHECK(escape_colored_lines_for_display("\x1b[2J\x1b[5m\x1b]0;t\x07\x1b") ==
        "\\x1b[2J\\x1b[5m\\x1b]0;t\\x07\\x1b");
  for (const std::string_view sequence : kInkSequences) {
    CHECK(length_of_sequence(sequence) == sequence.size());
    CHECK(length_of_sequence(sequence.substr(0, sequence.size() - 1)) == 0);
  }
}
