// SPDX-License-Identifier: Apache-2.0
#include "text/display.hpp"

#include <cstdint>

#include "text/utf8.hpp"

namespace proxyenv {

namespace {

bool acts_on_a_terminal(std::uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) ||  // C0, DEL, C1
         code_point == 0x061c || code_point == 0x200e || code_point == 0x200f ||
         (code_point >= 0x2028 && code_point <= 0x202e) ||  // separators, embeddings, overrides
         (code_point >= 0x2066 && code_point <= 0x2069) ||  // isolates
         code_point == 0xfeff;                              // invisible, and a BOM elsewhere
}

void append_hex(std::string& out, std::uint32_t value, int digits) {
  constexpr std::string_view kHex = "0123456789abcdef";
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    out.push_back(kHex[(value >> static_cast<unsigned>(shift)) & 0xfU]);
  }
}

void append_byte(std::string& out, std::uint32_t byte) {
  out.append("\\x");
  append_hex(out, byte, 2);
}

void append_code_point(std::string& out, std::uint32_t code_point) {
  out.append("\\u{");
  append_hex(out, code_point, 4);  // those that act on a terminal are all below U+10000
  out.append("}");
}

}  // namespace

std::string escape_for_display(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const CodePoint code_point = decode_utf8(bytes);
    if (code_point.length == 0) {
      append_byte(out, static_cast<unsigned char>(bytes.front()));
      bytes.remove_prefix(1);
      continue;
    }
    if (!acts_on_a_terminal(code_point.value)) {
      out.append(bytes.substr(0, code_point.length));
    } else if (code_point.value < 0x80) {
      append_byte(out, code_point.value);
    } else {
      append_code_point(out, code_point.value);
    }
    bytes.remove_prefix(code_point.length);
  }
  return out;
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (const char c : utf8) {
    if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80) ++width;
  }
  return width;
}

}  // namespace proxyenv
