// SPDX-License-Identifier: Apache-2.0
// The version of a client: numbers separated by dots.
#pragma once

#include <compare>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

class Version {
 public:
  Version() = default;
  Version(std::initializer_list<int> numbers) : numbers_(numbers) {}

  // 1.9 < 1.10; 1.9 == 1.9.0.
  friend std::strong_ordering operator<=>(const Version& a, const Version& b);
  friend bool operator==(const Version& a, const Version& b) {
    return (a <=> b) == std::strong_ordering::equal;
  }
  [[nodiscard]] std::string text() const;

 private:
  friend std::optional<Version> parse_version(std::string_view text);
  std::vector<int> numbers_;
};

// "7.88.1"; a leading `v` and what follows the numbers ("-DEV", "rc1", "+deb12") are left aside.
[[nodiscard]] std::optional<Version> parse_version(std::string_view text);

}  // namespace proxyenv
