// SPDX-License-Identifier: Apache-2.0
#include "clients/percent.hpp"

#include "core/ascii.hpp"

namespace proxyenv::clients {

namespace {

int hex_value(char c) {
  return ascii::is_digit(c) ? c - '0' : ascii::to_lower(c) - 'a' + 10;
}

// Length of the UTF-8 sequence at `i`, 0 where there is none (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U;
  };
  const auto continues = [&](std::size_t k, unsigned low, unsigned high) {
    return byte(k) >= low && byte(k) <= high;
  };
  const unsigned first = byte(i);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return continues(i + 1, 0x80, 0xbf) ? 2 : 0;
  const bool third = continues(i + 2, 0x80, 0xbf);
  if (first >= 0xe0 && first <= 0xef) {
    const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
    const unsigned high = first == 0xed ? 0x9f : 0xbf;
    return continues(i + 1, low, high) && third ? 3 : 0;
  }
  if (first < 0xf0 || first > 0xf4) return 0;
  const unsigned low = first == 0xf0 ? 0x90 : 0x80;
  const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
  return continues(i + 1, low, high) && third && continues(i + 3, 0x80, 0xbf) ? 4 : 0;
}

}  // namespace

bool is_percent_escape(std::string_view text, std::size_t i) {
  return text[i] == '%' && i + 2 < text.size() && ascii::is_hex_digit(text[i + 1]) &&
         ascii::is_hex_digit(text[i + 2]);
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_percent_escape(text, i)) {
      decoded.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else {
      decoded.push_back(text[i]);
    }
  }
  return decoded;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

}  // namespace proxyenv::clients
