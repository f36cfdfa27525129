// SPDX-License-Identifier: Apache-2.0
// Text that stands in the machine code itself, as numbers of eight bytes. A string literal would
// stand in .rodata, and the first look at that costs a page fault: a tenth of the whole start.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace proxyenv::start {

static_assert(std::endian::native == std::endian::little, "the first byte is the lowest one");

inline constexpr std::size_t kWordSize = sizeof(std::uint64_t);

// A text of at most 24 bytes, as the argument of a template.
struct Literal {
  static constexpr std::size_t kMost = 24;

  template <std::size_t kSize>
  constexpr Literal(const char (&text)[kSize]) : Literal(std::string_view(text, kSize - 1)) {}
  constexpr explicit Literal(std::string_view text, std::string_view ending = {}) {
    for (const char c : text) bytes[size++] = c;
    for (const char c : ending) bytes[size++] = c;
  }

  // The eight bytes from `begin` on as a number, with zeros behind the end of the text.
  [[nodiscard]] constexpr std::uint64_t word_at(std::size_t begin) const {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < kWordSize && begin + i < size; ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(bytes[begin + i])} << (8 * i);
    }
    return word;
  }
  // Has ones where word_at() has bytes of the text.
  [[nodiscard]] constexpr std::uint64_t mask_at(std::size_t begin) const {
    return size - begin >= kWordSize ? ~std::uint64_t{0}
                                     : (std::uint64_t{1} << (8 * (size - begin))) - 1;
  }
  [[nodiscard]] constexpr std::size_t words() const { return (size + kWordSize - 1) / kWordSize; }

  char bytes[kMost] = {};
  std::size_t size = 0;
};

[[nodiscard]] inline std::uint64_t load_word(const char* from) {
  std::uint64_t word = 0;
  __builtin_memcpy(&word, from, sizeof word);
  return word;
}
inline void store_word(char* to, std::uint64_t word) {
  __builtin_memcpy(to, &word, sizeof word);
}

// Whether the string at `from` begins so. The string may be shorter, but it has one byte at least
// beside its NUL. Up to six bytes behind that NUL are read, too: the kernel puts the file name of
// the program and a null pointer behind the last entry of the environment.
template <Literal kText>
[[nodiscard]] bool begins_with(const char* from) {
  return [from]<std::size_t... kWord>(std::index_sequence<kWord...>) {
    // The next word is only looked at if this one has no NUL.
    return (((load_word(from + kWord * kWordSize) & kText.mask_at(kWord * kWordSize)) ==
             kText.word_at(kWord * kWordSize)) &&
            ...);
  }
  (std::make_index_sequence<kText.words()>{});
}

}  // namespace proxyenv::start
