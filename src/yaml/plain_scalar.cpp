// SPDX-License-Identifier: Apache-2.0
#include "yaml/plain_scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <utility>

#include "text/ascii.hpp"

namespace proxyenv {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// 12, 0x1f, 0o17, 017, 0b11, as Go's ParseInt reads them with base 0, with a sign in front.
std::optional<std::string> integer(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  int base = 10;
  if (text.size() > 1 && text.front() == '0') {
    const char mark = ascii::to_lower(text[1]);
    base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
    text.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
  }
  std::uint64_t value = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || trouble != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return (is_negative && value != 0 ? "-" : "") + std::to_string(value);
}

// yamlStyleFloat: ^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$
bool is_float(std::string_view text) {
  const auto take_digits = [&] {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(end);
    return end > 0;
  };
  const auto take_one_of = [&](std::string_view characters) {
    const bool is_there = !text.empty() && characters.find(text.front()) != std::string_view::npos;
    if (is_there) text.remove_prefix(1);
    return is_there;
  };
  take_one_of("+-");
  const bool has_front = take_digits();
  const bool has_point = take_one_of(".");
  const bool has_back = has_point && take_digits();
  if (!has_front && !has_back) return false;
  if (!take_one_of("eE")) return text.empty();
  take_one_of("+-");
  return take_digits() && text.empty();
}

// The fewest digits that give the same number again, with an exponent below -4 and from 6 on, as
// Go's strconv has it ('g' with precision -1). Compose prints numbers so.
std::string printed(double value) {
  constexpr int kFirstWithExponent = 6;
  constexpr int kFirstWithoutExponent = -4;
  constexpr std::size_t kLongest = 64;
  std::array<char, kLongest> buffer{};
  char* const end = buffer.data() + buffer.size();
  const auto print = [&](std::chars_format format) {
    const auto done = std::to_chars(buffer.data(), end, value, format);
    return std::string(buffer.data(), done.ptr);
  };
  std::string scientific = print(std::chars_format::scientific);
  const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
  const bool has_exponent = exponent < kFirstWithoutExponent || exponent >= kFirstWithExponent;
  return has_exponent ? scientific : print(std::chars_format::fixed);
}

// 2001-12-14, and what may stand behind it.
bool is_date(std::string_view text) {
  constexpr std::size_t kYear = 4;
  return text.size() > kYear + 1 && text[kYear] == '-' &&
         std::all_of(text.begin(), text.begin() + kYear, ascii::is_digit) &&
         ascii::is_digit(text[kYear + 1]) && text.find('-', kYear + 1) != std::string_view::npos;
}

}  // namespace

PlainScalar resolve_plain(std::string_view scalar) {
  using Kind = PlainScalar::Kind;
  PlainScalar as_text = {Kind::text, std::string(scalar)};
  if (scalar.empty()) return as_text;
  if (is_one_of(scalar, {"true", "True", "TRUE"})) return {Kind::boolean, "true"};
  if (is_one_of(scalar, {"false", "False", "FALSE"})) return {Kind::boolean, "false"};
  const std::string_view unsigned_part =
      scalar.substr(scalar.front() == '-' || scalar.front() == '+' ? 1 : 0);
  if (is_one_of(unsigned_part, {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"})) {
    return {Kind::other, {}};
  }
  const bool may_be_number = ascii::is_digit(scalar.front()) ||
                             unsigned_part.size() != scalar.size() || scalar.front() == '.';
  if (!may_be_number) return as_text;
  std::string digits(scalar);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  if (auto number = integer(digits)) return {Kind::number, std::move(*number)};
  if (is_float(digits)) {
    double value = 0;
    const char* const begin = digits.data() + (digits.front() == '+' ? 1 : 0);
    const auto read = std::from_chars(begin, digits.data() + digits.size(), value);
    if (read.ec != std::errc()) return {Kind::other, {}};
    return {Kind::number, printed(value)};
  }
  return is_date(scalar) ? PlainScalar{Kind::other, {}} : as_text;
}

}  // namespace proxyenv
