// SPDX-License-Identifier: Apache-2.0
// Decodes UTF-8 (RFC 3629). Overlong forms, surrogates and values above U+10FFFF are invalid.
#pragma once

#include <cstdint>
#include <string_view>

namespace proxyenv {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 0;  // in bytes; 0: not valid UTF-8
};

// The first code point of `bytes`, which must not be empty.
[[nodiscard]] CodePoint decode_utf8(std::string_view bytes);

[[nodiscard]] bool is_utf8(std::string_view bytes);

// Whether it is UTF-8 and each character is in Latin-1 (U+0000 to U+00FF).
[[nodiscard]] bool fits_latin1(std::string_view bytes);

}  // namespace proxyenv
