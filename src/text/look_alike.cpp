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
constexpr std::array<Range, 65> kRanges = {{
    {0x80, 0xa0, LookAlike::unseen},          // C1 controls, NO-BREAK SPACE
    {0xab, 0xab, LookAlike::quote},           // LEFT-POINTING DOUBLE ANGLE QUOTATION MARK
    {0xad, 0xad, LookAlike::unseen},          // SOFT HYPHEN
    {0xb4, 0xb4, LookAlike::quote},           // ACUTE ACCENT
    {0xbb, 0xbb, LookAlike::quote},           // RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK
    {0x2b9, 0x2bc, LookAlike::quote},         // MODIFIER LETTER PRIME to APOSTROPHE
    {0x2d0, 0x2d0, LookAlike::quote},         // MODIFIER LETTER TRIANGULAR COLON
    {0x2d7, 0x2d7, LookAlike::quote},         // MODIFIER LETTER MINUS SIGN
    {0x2f8, 0x2f8, LookAlike::quote},         // MODIFIER LETTER RAISED COLON
    {0x337, 0x338, LookAlike::quote},         // COMBINING SOLIDUS OVERLAYS
    {0x34f, 0x34f, LookAlike::unseen},        // COMBINING GRAPHEME JOINER
    {0x37e, 0x37e, LookAlike::quote},         // GREEK QUESTION MARK, which NFC makes a semicolon
    {0x387, 0x387, LookAlike::quote},         // GREEK ANO TELEIA
    {0x589, 0x58a, LookAlike::quote},         // ARMENIAN FULL STOP, HYPHEN
    {0x5be, 0x5c3, LookAlike::quote},         // HEBREW MAQAF to SOF PASUQ
    {0x600, 0x605, LookAlike::unseen},        // ARABIC NUMBER SIGNS
    {0x60c, 0x60d, LookAlike::quote},         // ARABIC COMMA, DATE SEPARATOR
    {0x61b, 0x61b, LookAlike::quote},         // ARABIC SEMICOLON
    {0x61c, 0x61c, LookAlike::unseen},        // ARABIC LETTER MARK
    {0x66a, 0x66d, LookAlike::quote},         // ARABIC PERCENT SIGN to FIVE POINTED STAR
    {0x6d4, 0x6d4, LookAlike::quote},         // ARABIC FULL STOP
    {0x6dd, 0x6dd, LookAlike::unseen},        // ARABIC END OF AYAH
    {0x700, 0x70f, LookAlike::quote},         // SYRIAC PUNCTUATION, ABBREVIATION MARK
    {0x890, 0x891, LookAlike::unseen},        // ARABIC POUND and PIASTRE MARK ABOVE
    {0x8e2, 0x8e2, LookAlike::unseen},        // ARABIC DISPUTED END OF AYAH
    {0x115f, 0x1160, LookAlike::unseen},      // HANGUL FILLERS
    {0x1680, 0x1680, LookAlike::unseen},      // OGHAM SPACE MARK
    {0x1735, 0x1736, LookAlike::quote},       // PHILIPPINE PUNCTUATION
    {0x17b4, 0x17b5, LookAlike::unseen},      // KHMER INHERENT VOWELS
    {0x1803, 0x1803, LookAlike::quote},       // MONGOLIAN FULL STOP
    {0x1809, 0x1809, LookAlike::quote},       // MONGOLIAN MANCHU FULL STOP
    {0x180b, 0x180f, LookAlike::unseen},      // MONGOLIAN VARIATION SELECTORS, VOWEL SEPARATOR
    {0x1fef, 0x1fef, LookAlike::quote},       // GREEK VARIA, which NFC makes a grave accent
    {0x2000, 0x200f, LookAlike::unseen},      // spaces, zero-width characters, marks of direction
    {0x2010, 0x2027, LookAlike::quote},       // hyphens, dashes, quotation marks, leaders
    {0x2028, 0x202f, LookAlike::unseen},      // separators, embeddings, NARROW NO-BREAK SPACE
    {0x2030, 0x205e, LookAlike::quote},       // primes, angle quotation marks, dots
    {0x205f, 0x206f, LookAlike::unseen},      // MEDIUM MATHEMATICAL SPACE to format characters
    {0x2212, 0x2212, LookAlike::quote},       // MINUS SIGN
    {0x2215, 0x2216, LookAlike::quote},       // DIVISION SLASH, SET MINUS
    {0x2236, 0x2236, LookAlike::quote},       // RATIO
    {0x2400, 0x2424, LookAlike::quote},       // pictures of control characters
    {0x2571, 0x2572, LookAlike::quote},       // BOX DRAWINGS DIAGONALS
    {0x27cb, 0x27cd, LookAlike::quote},       // MATHEMATICAL RISING and FALLING DIAGONAL
    {0x2800, 0x2800, LookAlike::unseen},      // BRAILLE PATTERN BLANK
    {0x29f5, 0x29f9, LookAlike::quote},       // REVERSE SOLIDUS OPERATOR to BIG REVERSE SOLIDUS
    {0x2a74, 0x2a76, LookAlike::quote},       // DOUBLE COLON EQUAL
    {0x3000, 0x3000, LookAlike::unseen},      // IDEOGRAPHIC SPACE
    {0x3001, 0x3002, LookAlike::full_width},  // IDEOGRAPHIC COMMA, FULL STOP
    {0x300c, 0x300f, LookAlike::quote},       // CORNER BRACKETS
    {0x301d, 0x301f, LookAlike::quote},       // DOUBLE PRIME QUOTATION MARKS
    {0x3164, 0x3164, LookAlike::unseen},      // HANGUL FILLER
    {0xa789, 0xa789, LookAlike::quote},       // MODIFIER LETTER COLON
    {0xe000, 0xf8ff, LookAlike::unseen},      // private use: each font shows something else
    {0xfdd0, 0xfdef, LookAlike::unseen},      // no characters
    {0xfe00, 0xfe0f, LookAlike::unseen},      // VARIATION SELECTORS
    {0xfe10, 0xfe19, LookAlike::full_width},  // VERTICAL FORMS
    {0xfe30, 0xfe6f, LookAlike::full_width},  // COMPATIBILITY FORMS, SMALL FORM VARIANTS
    {0xfeff, 0xfeff, LookAlike::unseen},      // BYTE ORDER MARK
    {0xff00, 0xffef, LookAlike::full_width},  // HALFWIDTH AND FULLWIDTH FORMS
    {0xfff0, 0xffff, LookAlike::unseen},      // annotations, REPLACEMENT CHARACTER, no characters
    {0x1bca0, 0x1bca3, LookAlike::unseen},    // SHORTHAND FORMAT CONTROLS
    {0x1d173, 0x1d17a, LookAlike::unseen},    // musical format controls
    {0xe0000, 0xe0fff, LookAlike::unseen},    // TAGS, more variation selectors
    {0xf0000, 0x10ffff, LookAlike::unseen},   // private use
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
