// SPDX-License-Identifier: Apache-2.0
#include "text/plain_ascii.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/ascii.hpp"
#include "text/look_alike.hpp"
#include "text/utf8.hpp"

namespace proxyenv::text {

namespace {

struct Double {
  std::uint16_t code_point;
  char latin;
};

// Greek and Cyrillic letters that look like a Latin one in most fonts (Unicode's confusables.txt),
// in ascending order.
constexpr std::array<Double, 50> kDoubles = {{
    {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x396, 'Z'}, {0x397, 'H'}, {0x399, 'I'},
    {0x39a, 'K'}, {0x39c, 'M'}, {0x39d, 'N'}, {0x39f, 'O'}, {0x3a1, 'P'}, {0x3a4, 'T'},
    {0x3a5, 'Y'}, {0x3a7, 'X'}, {0x3bd, 'v'}, {0x3bf, 'o'}, {0x3c1, 'p'}, {0x3c5, 'u'},
    {0x3c7, 'x'}, {0x405, 'S'}, {0x406, 'I'}, {0x408, 'J'}, {0x410, 'A'}, {0x412, 'B'},
    {0x415, 'E'}, {0x417, '3'}, {0x41a, 'K'}, {0x41c, 'M'}, {0x41d, 'H'}, {0x41e, 'O'},
    {0x420, 'P'}, {0x421, 'C'}, {0x422, 'T'}, {0x423, 'Y'}, {0x425, 'X'}, {0x430, 'a'},
    {0x432, 'b'}, {0x435, 'e'}, {0x43a, 'k'}, {0x43c, 'm'}, {0x43d, 'h'}, {0x43e, 'o'},
    {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'},
    {0x456, 'i'}, {0x458, 'j'},
}};

char latin_of(std::uint32_t code_point) {
  constexpr std::uint32_t kFirstFullWidth = 0xff01;
  constexpr std::uint32_t kLastFullWidth = 0xff5e;
  if (code_point >= kFirstFullWidth && code_point <= kLastFullWidth) {
    return static_cast<char>(code_point - kFirstFullWidth + '!');
  }
  const auto* const found = std::find_if(kDoubles.begin(), kDoubles.end(), [&](const Double& each) {
    return each.code_point == code_point;
  });
  return found == kDoubles.end() ? '?' : found->latin;
}

}  // namespace

std::string in_plain_ascii(std::string_view name) {
  std::string plain;
  while (!name.empty()) {
    const CodePoint code_point = decode_utf8(name);
    const std::size_t length = std::max<std::size_t>(code_point.length, 1);
    if (length == 1 && !ascii::is_blank(name.front())) plain.push_back(name.front());
    if (length > 1) {
      switch (first_look_alike(name.substr(0, length))) {
        case LookAlike::unseen:
          break;
        case LookAlike::quote:
          plain.push_back('-');
          break;
        default:
          plain.push_back(latin_of(code_point.value));
      }
    }
    name.remove_prefix(length);
  }
  return plain;
}

}  // namespace proxyenv::text
