// SPDX-License-Identifier: Apache-2.0
#include "text/display.hpp"

#include <uniwidth.h>

#include <algorithm>
#include <cstdint>

#include "text/ascii.hpp"
#include "text/hex.hpp"
#include "text/style.hpp"
#include "text/utf8.hpp"

namespace proxyenv {

namespace {

void append_byte(std::string& out, std::uint32_t byte) {
  out.append("\\x");
  text::append_hex(out, byte, 2);
}

void append_code_point(std::string& out, std::uint32_t code_point) {
  out.append("\\u{");
  text::append_hex(out, code_point, 4);  // all that affect a terminal are below U+10000
  out.append("}");
}

// Whether a command for a CI runner begins there: `##[` or `##vso[`.
bool begins_command(std::string_view bytes) {
  constexpr std::string_view kLogging = "##vso[";
  return bytes.starts_with("##[") ||
         ascii::equal_ignoring_case(bytes.substr(0, kLogging.size()), kLogging);
}

enum class Kept { nothing, line_ends, line_ends_and_colors };

// The length of what stays as it is without a further look: printable ASCII without `#`. Outputs
// may be long, and nearly all of them is that.
std::size_t plain_length(std::string_view bytes) {
  const auto* const end = std::find_if(bytes.begin(), bytes.end(),
                                       [](char c) { return c < ' ' || c > '~' || c == '#'; });
  return static_cast<std::size_t>(end - bytes.begin());
}

std::string escaped(std::string_view bytes, Kept kept) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t plain = plain_length(bytes);
    out.append(bytes.substr(0, plain));
    bytes.remove_prefix(plain);
    if (bytes.empty()) break;
    if (kept == Kept::line_ends_and_colors) {
      const std::string_view sequence = bytes.substr(0, length_of_sequence(bytes));
      if (!sequence.empty()) {
        out.append(sequence);
        bytes.remove_prefix(sequence.size());
        continue;
      }
    }
    if (kept == Kept::nothing && begins_command(bytes)) {
      out.append("#\\x23");
      bytes.remove_prefix(2);
      continue;
    }
    const CodePoint code_point = decode_utf8(bytes);
    if (code_point.length == 0) {
      append_byte(out, static_cast<unsigned char>(bytes.front()));
      bytes.remove_prefix(1);
      continue;
    }
    if (!acts_on_a_terminal(code_point.value) ||
        (kept != Kept::nothing && code_point.value == '\n')) {
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

struct Glyph {
  std::size_t length = 1;  // in bytes
  std::size_t width = 1;   // in columns
};

// The first code point of `utf8`, which must not be empty, or the sequence there that paints and
// takes no column. A byte that is not UTF-8 counts as one column.
Glyph first_glyph(std::string_view utf8) {
  if (const std::size_t length = length_of_sequence(utf8); length > 0) return {length, 0};
  const CodePoint code_point = decode_utf8(utf8);
  if (code_point.length == 0) return {};
  const int width = uc_width(code_point.value, "UTF-8");
  return {code_point.length, static_cast<std::size_t>(std::max(width, 0))};
}

// The number of bytes at the beginning of `utf8` that fit into `width` columns.
std::size_t bytes_that_fit(std::string_view utf8, std::size_t width) {
  std::size_t end = 0;
  while (end < utf8.size()) {
    const Glyph glyph = first_glyph(utf8.substr(end));
    if (glyph.width > width) break;
    width -= glyph.width;
    end += glyph.length;
  }
  return end;
}

}  // namespace

bool acts_on_a_terminal(std::uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) ||  // C0, DEL, C1
         code_point == 0x061c || code_point == 0x200e || code_point == 0x200f ||
         (code_point >= 0x2028 && code_point <= 0x202e) ||  // separators, embeddings, overrides
         (code_point >= 0x2066 && code_point <= 0x2069) ||  // isolates
         code_point == 0xfeff;                              // invisible, and a BOM elsewhere
}

std::string escape_for_display(std::string_view bytes) {
  return escaped(bytes, Kept::nothing);
}

std::string escape_at_line_begin(std::string_view bytes) {
  const std::size_t begin = std::min(bytes.find_first_not_of(' '), bytes.size());
  const std::string_view text = bytes.substr(begin);
  const bool is_address = text.find_first_not_of("0123456789abcdefABCDEF:.") == text.npos;
  std::string shown = escape_for_display(bytes);
  if (text.starts_with("::") && !is_address) shown.replace(begin, 1, "\\x3a");
  return shown;
}

std::string escape_lines_for_display(std::string_view bytes) {
  return escaped(bytes, Kept::line_ends);
}

std::string escape_colored_lines_for_display(std::string_view bytes) {
  return escaped(bytes, Kept::line_ends_and_colors);
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  while (!utf8.empty()) {
    const Glyph glyph = first_glyph(utf8);
    width += glyph.width;
    utf8.remove_prefix(glyph.length);
  }
  return width;
}

std::string shortened_for_display(std::string_view utf8, std::size_t width) {
  constexpr std::string_view kGap = "...";
  std::size_t left = display_width(utf8);
  if (left <= width) return std::string(utf8);
  const std::size_t tail = (width - kGap.size()) / 2;
  const std::size_t head = width - kGap.size() - tail;
  std::string text(utf8.substr(0, bytes_that_fit(utf8, head)));
  // The end must not begin with a combining mark whose character was left out.
  while (!utf8.empty()) {
    const Glyph glyph = first_glyph(utf8);
    if (left <= tail && glyph.width > 0) break;
    left -= glyph.width;
    utf8.remove_prefix(glyph.length);
  }
  return text.append(kGap).append(utf8);
}

}  // namespace proxyenv
