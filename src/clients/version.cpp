// SPDX-License-Identifier: Apache-2.0
#include "clients/version.hpp"

#include "text/ascii.hpp"

namespace proxyenv {

std::string Version::text() const {
  std::string text;
  for (std::size_t i = 0; i < count_; ++i) {
    if (!text.empty()) text.push_back('.');
    text.append(std::to_string(numbers_[i]));
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
    version.add(number);
    text.remove_prefix(digits);
    if (!text.starts_with('.')) break;
    text.remove_prefix(1);
  }
  if (version.count_ == 0) return std::nullopt;
  return version;
}

}  // namespace proxyenv
