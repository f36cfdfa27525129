// SPDX-License-Identifier: Apache-2.0
#include "text/look_alike.hpp"

#include <doctest/doctest.h>
#include <uninorm.h>
#include <unistr.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::text;

namespace {

std::string utf8(std::uint32_t code_point) {
  std::array<std::uint8_t, 6> bytes{};
  const int length = u8_uctomb(bytes.data(), code_point, bytes.size());
  return length < 0 ? std::string() : std::string(bytes.begin(), bytes.begin() + length);
}

// The one character that NFKC, which UTS 46 is made from, makes of this one; 0 if there are
// several.
std::uint32_t folded(std::uint32_t code_point) {
  std::array<ucs4_t, 32> result{};
  std::size_t length = result.size();
  const ucs4_t* end = u32_normalize(UNINORM_NFKC, &code_point, 1, result.data(), &length);
  return end == result.data() && length == 1 ? result[0] : 0;
}

}  // namespace

TEST_CASE("what Unicode folds into a sign of a URL, a quote or a blank looks alike") {
  constexpr std::string_view kSigns = ":/?#@%[]\\;,.|'\"` -_{}<>~";
  std::size_t found = 0;
  for (std::uint32_t code_point = 0x80; code_point <= 0x10ffff; ++code_point) {
    const std::string text = utf8(code_point);
    if (text.empty()) continue;  // a surrogate
    const std::uint32_t ascii = folded(code_point);
    if (ascii == 0 || ascii >= 0x80) continue;
    if (kSigns.find(static_cast<char>(ascii)) == std::string_view::npos) continue;
    CAPTURE(code_point);
    CHECK(first_look_alike(text) != LookAlike::none);
    ++found;
  }
  CHECK(found > 60);
}

TEST_CASE("letters, digits and signs that people type are what they look like") {
  for (const std::string_view text :
       {"\xc3\xa4", "\xc3\x9f", "\xe2\x82\xac", "\xc2\xa7", "\xd0\xb6", "\xce\xb1", "\xe5\xaf\x86",
        "\xe3\x81\x82", "\xed\x95\x9c", "\xd7\x90", "\xd8\xa7", "\xc2\xa3", "\xf0\x9f\x94\x91"}) {
    CAPTURE(text);
    CHECK(first_look_alike(text) == LookAlike::none);
  }
}
