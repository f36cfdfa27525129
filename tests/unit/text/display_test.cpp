// SPDX-License-Identifier: Apache-2.0
#include "text/display.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using proxyenv::display_width;
using proxyenv::escape_for_display;
using namespace std::literals;

TEST_CASE("bytes that act on a terminal are escaped, others are not") {
  struct Row {
    std::string_view bytes;
    std::string_view shown;
    std::string_view why;
  };
  const Row rows[] = {
      {"http://proxy:3128", "http://proxy:3128", "plain ASCII"},
      {"\x1b[31mred", "\\x1b[31mred", "C0: a colour escape"},
      {"a\tb\r\n", "a\\x09b\\x0d\\x0a", "C0: tab, CR, LF"},
      {"\x7f", "\\x7f", "DEL"},
      {"\x7e", "~", "the character before DEL"},
      {"\xc2\x9b"
       "31m",
       "\\u{009b}31m", "C1: the one-character CSI"},
      {"\xc2\xa0", "\xc2\xa0", "the first code point behind C1"},
      {"\xe2\x80\xae", "\\u{202e}", "right-to-left override"},
      {"\xe2\x80\xa7", "\xe2\x80\xa7", "U+2027, before the separators and embeddings"},
      {"\xe2\x80\xaf", "\xe2\x80\xaf", "U+202F, behind them"},
      {"\xe2\x81\xa6", "\\u{2066}", "an isolate"},
      {"\xd8\x9c", "\\u{061c}", "Arabic letter mark"},
      {"\xef\xbb\xbf", "\\u{feff}", "byte order mark"},
      {"\xe4\xbb\xa3\xe7\x90\x86", "\xe4\xbb\xa3\xe7\x90\x86", "Chinese text stays"},
      {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", "four bytes"},
      {"\xff", "\\xff", "no UTF-8"},
      {"\xc3", "\\xc3", "cut short"},
      {"\xc3(", "\\xc3(", "a lead byte without its follower"},
      {"\xc0\xaf", "\\xc0\\xaf", "overlong"},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80", "a surrogate"},
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", "above U+10FFFF"},
      {"a\0b"sv, "a\\x00b", "NUL"},
      {"", "", "nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(escape_for_display(row.bytes) == row.shown);
    CHECK(escape_for_display(escape_for_display(row.bytes)) == row.shown);
  }
}

TEST_CASE("width counts code points") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("\xe4\xbb\xa3\xe7\x90\x86") == 2);
}
