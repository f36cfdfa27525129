// SPDX-License-Identifier: Apache-2.0
// Numbers in hexadecimal digits, in lower case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace proxyenv::text {

// Appends the lowest `digits` hexadecimal digits of the value, with zeros in front. At most 8.
inline void append_hex(std::string& out, std::uint32_t value, unsigned digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (unsigned left = digits; left > 0; --left) {
    out.push_back(kDigits[(value >> (4 * (left - 1))) & 0xfU]);
  }
}

}  // namespace proxyenv::text
