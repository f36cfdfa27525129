// SPDX-License-Identifier: Apache-2.0
#include "clients/version.hpp"

#include <algorithm>

#include "core/ascii.hpp"

namespace proxyenv {

std::strong_ordering operator<=>(const Version& a, const Version& b) {
  const std::size_t length = std::max(a.numbers_.size(), b.numbers_.size());
  for (std::size_t i = 0; i < length; ++i) {
    const int left = i < a.numbers_.size() ? a.numbers_[i] : 0;
    const int right = i < b.numbers_.size() ? b.numbers_[i] : 0;
    if (left != right) return left <=> right;
  }
  return std::strong_ordering::equal;
}

std::string Version::text() const {
  std::string text;
  for (const int number : numbers_) {
    if (!text.empty()) text.push_back('.');
    text.append(std::to_string(number));
  }
  return text;
}

std::optional<Version> parse_version(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  Version version;
  constexpr std::size_t kMostDigits = 8;
  while (true) {
    std::size_t digits = 0;
    int number = 0;
    while (digits < text.size() && ascii::is_digit(text[digits]) && digits < kMostDigits) {
      number = number * 10 + (text[digits++] - '0');
    }
    if (digits == 0) break;
    version.numbers_.push_back(number);
    text.remove_prefix(digits);
    if (!text.starts_with('.')) break;
    text.remove_prefix(1);
  }
  if (version.numbers_.empty()) return std::nullopt;
  return version;
}

}  // namespace proxyenv
