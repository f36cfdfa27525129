// SPDX-License-Identifier: Apache-2.0
// Writes UTF-8.
#pragma once

#include <cstdint>
#include <string>

namespace proxyenv::sources {

// Appends the code point. Above U+10FFFF, which no text can hold, U+FFFD is appended.
inline void append_utf8(std::string& text, std::uint32_t value) {
  const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  const auto put_rest = [&](std::uint32_t count) {
    for (; count > 0; --count) put(0x80U | ((value >> (6 * (count - 1))) & 0x3fU));
  };
  if (value > 0x10ffff) value = 0xfffd;
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xc0U | (value >> 6U));
    put_rest(1);
  } else if (value < 0x10000) {
    put(0xe0U | (value >> 12U));
    put_rest(2);
  } else {
    put(0xf0U | (value >> 18U));
    put_rest(3);
  }
}

}  // namespace proxyenv::sources
