// SPDX-License-Identifier: Apache-2.0
#include "sources/ansi_quotes.hpp"

#include <cstddef>
#include <cstdint>

#include "sources/utf8_append.hpp"
#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

// Reads up to `most` digits of the base at `at`, which moves behind them. `count`: how many.
std::uint32_t take_digits(std::string_view raw, std::size_t& at, std::size_t most,
                          std::uint32_t base, std::size_t& count) {
  std::uint32_t value = 0;
  for (count = 0; count < most && at < raw.size(); ++count, ++at) {
    const char c = ascii::to_lower(raw[at]);
    if (!ascii::is_hex_digit(c)) break;
    const auto digit = static_cast<std::uint32_t>(ascii::is_digit(c) ? c - '0' : c - 'a' + 10);
    if (digit >= base) break;
    value = value * base + digit;
  }
  return value;
}

}  // namespace

std::string without_ansi_escapes(std::string_view raw) {
  constexpr std::string_view kLetters = "abeEfnrtv\\'\"?";
  constexpr std::string_view kMeant = "\a\b\x1b\x1b\f\n\r\t\v\\'\"?";
  std::string text;
  for (std::size_t at = 0; at < raw.size();) {
    const char c = raw[at++];
    if (c != '\\' || at == raw.size()) {
      text.push_back(c);
      continue;
    }
    const char letter = raw[at];
    std::size_t count = 0;
    if (const std::size_t plain = kLetters.find(letter); plain != std::string_view::npos) {
      text.push_back(kMeant[plain]);
      ++at;
    } else if (letter == 'x' || letter == 'u' || letter == 'U') {
      const std::size_t most = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
      ++at;
      const std::uint32_t value = take_digits(raw, at, most, 16, count);
      if (count == 0) {
        text.append({'\\', letter});
      } else if (letter == 'x') {
        text.push_back(static_cast<char>(value));
      } else {
        append_utf8(text, value);
      }
    } else if (letter == 'c' && at + 1 < raw.size()) {
      text.push_back(static_cast<char>(raw[at + 1] & 0x1f));
      at += 2;
    } else if (letter >= '0' && letter <= '7') {
      text.push_back(static_cast<char>(take_digits(raw, at, 3, 8, count)));
    } else {
      text.append({'\\', letter});
      ++at;
    }
  }
  return text;
}

}  // namespace proxyenv::sources
