// SPDX-License-Identifier: Apache-2.0
#include "text/display.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <ostream>
#include <string_view>

using proxyenv::display_width;
using proxyenv::escape_at_line_begin;
using proxyenv::escape_for_display;
using proxyenv::escape_lines_for_display;
using proxyenv::shortened_for_display;
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
      {"##[error]x", "#\\x23[error]x", "a command of GitHub's or Azure's runner"},
      {"a ##vso[task.setvariable]", "a #\\x23vso[task.setvariable]", "one of Azure's, in a line"},
      {"##VSO[x]", "#\\x23VSO[x]", "in upper case"},
      {"###[x]", "##\\x23[x]", "behind another mark"},
      {"## [x] #[y] ##vso ##", "## [x] #[y] ##vso ##", "none"},
      {"::error::x", "::error::x", "one only where a line begins"},
      {"", "", "nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(escape_for_display(row.bytes) == row.shown);
    CHECK(escape_for_display(escape_for_display(row.bytes)) == row.shown);
  }
}

TEST_CASE("no line begins with a command of GitHub's runner") {
  struct Row {
    std::string_view bytes;
    std::string_view shown;
  };
  const Row rows[] = {
      {"::error::x", "\\x3a:error::x"},
      {"  ::x", "  \\x3a:x"},
      {"::g", "\\x3a:g"},
      {"::1", "::1"},
      {":a::b", ":a::b"},
      {"a ::error::", "a ::error::"},
      {"##[x]", "#\\x23[x]"},
      {"", ""},
      {"  ", "  "},
      {"\t::x", "\\x09::x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes);
    CHECK(escape_at_line_begin(row.bytes) == row.shown);
  }
}

TEST_CASE("width counts the columns of a terminal") {
  struct Row {
    std::string_view text;
    std::size_t width;
    std::string_view why;
  };
  const Row rows[] = {
      {"", 0, "nothing"},
      {"abc", 3, "ASCII"},
      {"\xc3\xa9", 1, "e with acute, one code point"},
      {"e\xcc\x81", 1, "e and a combining acute, two code points"},
      {"\xe4\xbb\xa3\xe7\x90\x86", 4, "two Chinese characters"},
      {"\xef\xbc\xa1", 2, "full-width A"},
      {"\xef\xbd\xb1", 1, "half-width katakana"},
      {"\xef\xbc\x8c", 2, "a Chinese comma"},
      {"\xf0\x9f\x98\x80", 2, "an emoji"},
      {"\xe2\x80\x8b", 0, "zero-width space"},
      {"\xc2\xa0", 1, "no-break space"},
      {"\xce\xb1", 1, "Greek, which is wide in Chinese encodings alone"},
      {"a\xff", 2, "a byte that is no UTF-8"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(display_width(row.text) == row.width);
  }
}

TEST_CASE("lines of a text stay, and nothing else that acts on a terminal") {
  CHECK(escape_lines_for_display("a\nb\r\n") == "a\nb\\x0d\n");
  CHECK(escape_lines_for_display("\x1b[2J\xe2\x80\xae\xff\n") == "\\x1b[2J\\u{202e}\\xff\n");
  // What passed another door before is not changed by this one.
  const std::string once = escape_for_display("a\n\x1b\xff\xc2\x9b");
  CHECK(escape_lines_for_display(once) == once);
}

TEST_CASE("what is too wide loses its middle") {
  struct Row {
    std::string_view text;
    std::size_t width;
    std::string_view shown;
    std::string_view why;
  };
  const Row rows[] = {
      {"abcdefgh", 8, "abcdefgh", "it fits"},
      {"abcdefghi", 8, "abc...hi", "one too many"},
      {"abcdefghi", 7, "ab...hi", "an even rest"},
      {"\xe4\xb8\x80\xe4\xb8\x81\xe4\xb8\x83\xe4\xb8\x87\xe4\xb8\x88", 8,
       "\xe4\xb8\x80...\xe4\xb8\x88", "half a character fits nowhere"},
      {"abcdefgh\xcc\x81i", 8, "abc...h\xcc\x81i", "a mark goes with its letter"},
      {"abcdefg\xcc\x81hi", 8, "abc...hi", "and not with another one"},
      {"abc\xcc\x81"
       "defghi",
       8, "abc\xcc\x81...hi", "also at the end of the beginning"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(shortened_for_display(row.text, row.width) == row.shown);
    CHECK(display_width(row.shown) <= row.width);
  }
}
