// SPDX-License-Identifier: Apache-2.0
#include "sources/decode_text.hpp"

#include <cstddef>
#include <cstdint>

#include "sources/utf8_append.hpp"

namespace proxyenv::sources {

namespace {

enum class ByteOrder { little, big };

Result<std::string> from_utf16(std::string_view bytes, ByteOrder order) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at]));
    const auto second = static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1]));
    return order == ByteOrder::little ? first | (second << 8U) : second | (first << 8U);
  };
  const auto broken = [] { return fail("it looks like UTF-16, and is broken; save it as UTF-8"); };
  if (bytes.size() % 2 != 0) return broken();
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t value = unit(at);
    if (value >= 0xdc00 && value < 0xe000) return broken();
    if (value >= 0xd800 && value < 0xdc00) {
      at += 2;
      if (at >= bytes.size() || unit(at) < 0xdc00 || unit(at) >= 0xe000) return broken();
      value = 0x10000 + ((value - 0xd800) << 10U) + (unit(at) - 0xdc00);
    }
    if (value == '\n' && text.ends_with('\r')) text.pop_back();
    append_utf8(text, value);
  }
  return text;
}

// Whether half of the bytes are NUL and stand at one side of all pairs: ASCII as UTF-16. A block
// of entries has NULs at both sides.
bool is_half_nul(std::string_view bytes, std::size_t side) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return false;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if ((bytes[at] == '\0') != (at % 2 == side)) return false;
  }
  return true;
}

}  // namespace

Result<std::string> decode_utf16(std::string_view bytes) {
  constexpr std::string_view kLittleMark = "\xff\xfe";
  constexpr std::string_view kBigMark = "\xfe\xff";
  if (bytes.starts_with(kLittleMark)) return from_utf16(bytes.substr(2), ByteOrder::little);
  if (bytes.starts_with(kBigMark)) return from_utf16(bytes.substr(2), ByteOrder::big);
  if (is_half_nul(bytes, 1)) return from_utf16(bytes, ByteOrder::little);
  if (is_half_nul(bytes, 0)) return from_utf16(bytes, ByteOrder::big);
  return std::string(bytes);
}

Result<std::string> decode_text(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  return decode_utf16(bytes);
}

}  // namespace proxyenv::sources
