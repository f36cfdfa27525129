// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_lines.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;
using namespace std::string_view_literals;

namespace {

// Each line with a bar after it.
std::string lines_of(std::string_view bytes, std::size_t piece) {
  std::string text;
  LogLines lines([&](std::string_view line) { text.append(line).append("|"); });
  while (!bytes.empty()) {
    lines.add(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  lines.finish();
  return text;
}

}  // namespace

TEST_CASE("a log is cut into lines, whatever pieces it comes in and whoever saved it") {
  struct Row {
    std::string_view bytes;
    std::string_view lines;
    std::string_view why;
  };
  const Row rows[] = {
      {"", "", "empty"},
      {"abc\nd\n", "abc|d|", "lines"},
      {"abc\nd", "abc|d|", "no newline at the end"},
      {"\n\na\n", "||a|", "empty lines"},
      {"a\r\nb\r\n", "a\r|b\r|", "the carriage return is the line's"},
      {"a", "a|", "shorter than any mark"},
      {"\xff", "\xff|", "half a mark"},
      {"a\0b\n"sv, "a\0b|"sv, "NUL"},
      {"\xef\xbb\xbf"
       "abc\nd",
       "abc|d|", "UTF-8 with a mark"},
      {"\xef\xbb"
       "abc",
       "\xef\xbb"
       "abc|",
       "not quite the mark"},
      {"a\xef\xbb\xbf", "a\xef\xbb\xbf|", "the mark elsewhere"},
      {"\xff\xfe"
       "a\0b\0\n\0c\0"sv,
       "ab|c|", "UTF-16, little end first"},
      {"\xfe\xff"
       "\0a\0b\0\n\0c"sv,
       "ab|c|", "UTF-16, big end first"},
      {"\xff\xfe"
       "\x2d\x4e"
       "a\0"sv,
       "?a|", "not ASCII"},
      {"\xff\xfe"
       "\x0a\x4e"
       "a\0"sv,
       "?a|", "a unit that only holds a newline's byte"},
      {"\xff\xfe"
       "a\0b"sv,
       "a|", "cut within a unit"},
      {"\xff\xfe", "", "a mark alone"},
  };
  for (const Row& row : rows) {
    for (const std::size_t piece : {1U, 2U, 3U, 5U, 1000U}) {
      CAPTURE(row.why);
      CAPTURE(piece);
      CHECK(lines_of(row.bytes, piece) == row.lines);
    }
  }
}

TEST_CASE("of a line without end only the beginning is kept") {
  const std::string longest(LogLines::kLongest, 'x');
  for (const std::size_t piece : {std::size_t{1000}, std::size_t{100000}, std::size_t{1000000}}) {
    CAPTURE(piece);
    CHECK(lines_of(longest + "\nb\n", piece) == longest + "|b|");
    CHECK(lines_of(longest + "xyz\nb\n", piece) == longest + "|b|");
    CHECK(lines_of(longest + longest + longest, piece) == longest + "|");
  }
}
