// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.hpp"

namespace proxyenv {

CodePoint decode_utf8(std::string_view bytes) {
  const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte_at(0);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = 0;
  std::uint32_t value = 0;
  std::uint32_t smallest = 0;
  if ((lead & 0xe0U) == 0xc0) {
    length = 2, value = lead & 0x1fU, smallest = 0x80;
  } else if ((lead & 0xf0U) == 0xe0) {
    length = 3, value = lead & 0x0fU, smallest = 0x800;
  } else if ((lead & 0xf8U) == 0xf0) {
    length = 4, value = lead & 0x07U, smallest = 0x10000;
  } else {
    return {};
  }
  if (bytes.size() < length) return {};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(i) & 0xc0U) != 0x80) return {};
    value = (value << 6U) | (byte_at(i) & 0x3fU);
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest || value > 0x10ffff || surrogate) return {};
  return {value, length};
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = decode_utf8(bytes).length;
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

bool fits_latin1(std::string_view bytes) {
  constexpr std::uint32_t kLastOfLatin1 = 0xff;
  while (!bytes.empty()) {
    const CodePoint character = decode_utf8(bytes);
    if (character.length == 0 || character.value > kLastOfLatin1) return false;
    bytes.remove_prefix(character.length);
  }
  return true;
}

}  // namespace proxyenv
