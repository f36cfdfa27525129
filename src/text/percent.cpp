// SPDX-License-Identifier: Apache-2.0
#include "text/percent.hpp"

#include "text/ascii.hpp"

namespace proxyenv {

namespace {

int hex_value(char c) {
  return ascii::is_digit(c) ? c - '0' : ascii::to_lower(c) - 'a' + 10;
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

}  // namespace proxyenv
