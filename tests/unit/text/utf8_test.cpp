// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv;

TEST_CASE("UTF-8 of RFC 3629, and the near misses") {
  struct Row {
    std::string_view bytes;
    bool expected;
    std::string_view why;
  };
  const Row rows[] = {
      {"", true, "nothing"},
      {"abc", true, "ASCII"},
      {"\xc3\xa4\xe4\xbb\xa3\xf0\x9f\x9a\x80", true, "two, three and four bytes"},
      {"\xc0\x80", false, "overlong NUL"},
      {"\xc1\xbf", false, "overlong, two bytes"},
      {"\xe0\x9f\xbf", false, "overlong, three bytes"},
      {"\xe0\xa0\x80", true, "U+0800, the first of three bytes"},
      {"\xed\x9f\xbf", true, "U+D7FF, the last before the surrogates"},
      {"\xed\xa0\x80", false, "a surrogate"},
      {"\xee\x80\x80", true, "U+E000, the first behind the surrogates"},
      {"\xf0\x8f\xbf\xbf", false, "overlong, four bytes"},
      {"\xf4\x8f\xbf\xbf", true, "U+10FFFF"},
      {"\xf4\x90\x80\x80", false, "above U+10FFFF"},
      {"\xe4\xbb", false, "cut"},
      {"\xbb", false, "a byte that continues nothing"},
      {"a\xff", false, "a byte that UTF-8 never has"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(is_utf8(row.bytes) == row.expected);
  }
}
