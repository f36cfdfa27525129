// SPDX-License-Identifier: Apache-2.0
#include "text/look_alike.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/utf8.hpp"

namespace proxyenv::text {

namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
  LookAlike kind;
};

// Blocks of Unicode, in ascending order.
constexpr std::array<Range, 25> kRanges = {{
    {0x80, 0xa0, LookAlike::unseen},          // C1 controls, NO-BREAK SPACE
    {0xab, 0xab, LookAlike::quote},           // LEFT-POINTING DOUBLE ANGLE QUOTATION MARK
    {0xad, 0xad, LookAlike::unseen},          // SOFT HYPHEN
    {0xb4, 0xb4, LookAlike::quote},           // ACUTE ACCENT
    {0xbb, 0xbb, LookAlike::quote},           // RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK
    {0x2b9, 0x2bc, LookAlike::quote},         // MODIFIER LETTER PRIME to APOSTROPHE
    {0x34f, 0x34f, LookAlike::unseen},        // COMBINING GRAPHEME JOINER
    {0x61c, 0x61c, LookAlike::unseen},        // ARABIC LETTER MARK
    {0x115f, 0x1160, LookAlike::unseen},      // HANGUL FILLERS
    {0x1680, 0x1680, LookAlike::unseen},      // OGHAM SPACE MARK
    {0x180b, 0x180f, LookAlike::unseen},      // MONGOLIAN VARIATION SELECTORS, VOWEL SEPARATOR
    {0x2000, 0x200f, LookAlike::unseen},      // spaces, zero-width characters, marks of direction
    {0x2010, 0x2015, LookAlike::quote},       // HYPHEN to HORIZONTAL BAR
    {0x2018, 0x201f, LookAlike::quote},       // quotation marks
    {0x2028, 0x202f, LookAlike::unseen},      // separators, embeddings, NARROW NO-BREAK SPACE
    {0x2032, 0x203a, LookAlike::quote},       // primes, angle quotation marks
    {0x205f, 0x206f, LookAlike::unseen},      // MEDIUM MATHEMATICAL SPACE to format characters
    {0x3000, 0x3000, LookAlike::unseen},      // IDEOGRAPHIC SPACE
    {0x3001, 0x3002, LookAlike::full_width},  // IDEOGRAPHIC COMMA, FULL STOP
    {0x300c, 0x300f, LookAlike::quote},       // CORNER BRACKETS
    {0x301d, 0x301f, LookAlike::quote},       // DOUBLE PRIME QUOTATION MARKS
    {0xfe00, 0xfe0f, LookAlike::unseen},      // VARIATION SELECTORS
    {0xfeff, 0xfeff, LookAlike::unseen},      // BYTE ORDER MARK
    {0xff00, 0xffef, LookAlike::full_width},  // HALFWIDTH AND FULLWIDTH FORMS
    {0xe0000, 0xe0fff, LookAlike::unseen},    // TAGS, more variation selectors
}};

LookAlike kind_of(std::uint32_t code_point) {
  const auto* const range =
      std::find_if(kRanges.begin(), kRanges.end(),
                   [&](const Range& candidate) { return code_point <= candidate.last; });
  return range != kRanges.end() && code_point >= range->first ? range->kind : LookAlike::none;
}

}  // namespace

LookAlike first_look_alike(std::string_view text) {
  while (!text.empty()) {
    const CodePoint code_point = decode_utf8(text);
    const LookAlike kind = code_point.length == 0 ? LookAlike::none : kind_of(code_point.value);
    if (kind != LookAlike::none) return kind;
    text.remove_prefix(std::max<std::size_t>(code_point.length, 1));
  }
  return LookAlike::none;
}

}  // namespace proxyenv::text
