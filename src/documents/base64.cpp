// SPDX-License-Identifier: Apache-2.0
#include "documents/base64.hpp"

#include <cstdint>

namespace proxyenv::documents {

namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kGroup = 4;  // characters, for three bytes
constexpr unsigned kBitsOfCharacter = 6;
constexpr unsigned kBitsOfByte = 8;

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned count = 0;  // of bits that no byte has taken
  std::size_t characters = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    ++characters;
    if (c == '=') {
      ++padding;
      continue;
    }
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos || padding > 0) return std::nullopt;
    bits = (bits << kBitsOfCharacter) | static_cast<std::uint32_t>(value);
    count += kBitsOfCharacter;
    if (count < kBitsOfByte) continue;
    count -= kBitsOfByte;
    bytes.push_back(static_cast<char>(static_cast<unsigned char>(bits >> count)));
  }
  if (characters % kGroup != 0 || padding > 2) return std::nullopt;
  return bytes;
}

}  // namespace proxyenv::documents
