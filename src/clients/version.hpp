// SPDX-License-Identifier: Apache-2.0
// The version of a client: the first four of its numbers separated by dots. Models compare versions
// for each entry of a list, so a version needs no heap memory.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace proxyenv {

class Version {
 public:
  constexpr Version() = default;
  constexpr Version(std::initializer_list<int> numbers) {
    for (const int number : numbers) add(number);
  }

  // Compares numbers: 1.9 < 1.10, and 1.9 == 1.9.0.
  friend constexpr std::strong_ordering operator<=>(const Version& a, const Version& b) {
    return a.numbers_ <=> b.numbers_;
  }
  friend constexpr bool operator==(const Version& a, const Version& b) {
    return a.numbers_ == b.numbers_;
  }
  [[nodiscard]] std::string text() const;

 private:
  friend std::optional<Version> parse_version(std::string_view text);
  constexpr void add(int number) {
    if (count_ < numbers_.size()) numbers_[count_++] = number;
  }

  std::array<int, 4> numbers_{};  // missing numbers are 0
  std::size_t count_ = 0;
};

// "7.88.1"; a leading `v` and the text after the numbers ("-DEV", "rc1", "+deb12") are ignored.
[[nodiscard]] std::optional<Version> parse_version(std::string_view text);

}  // namespace proxyenv
