// SPDX-License-Identifier: Apache-2.0
#include "dify/names/full_width.hpp"

#include <optional>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// All characters that are folded have three bytes in UTF-8.
constexpr std::size_t kBytes = 3;
constexpr std::string_view kFullWidthAt = "\xef\xbc\xa0";  // U+FF20

// The ASCII character that stands for the one at the beginning of `text`.
std::optional<char> folded_at_begin(std::string_view text) {
  if (text.size() < kBytes) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::string_view character = text.substr(0, kBytes);
  if (character == "\xe3\x80\x80") return ' ';                                 // U+3000
  if (character == "\xe3\x80\x81" || character == "\xef\xbd\xa4") return ',';  // U+3001, U+FF64
  if (character == "\xe3\x80\x82" || character == "\xef\xbd\xa1") return '.';  // U+3002, U+FF61
  // U+FF01 to U+FF3F, and U+FF40 to U+FF5E.
  if (byte(0) != 0xef) return std::nullopt;
  if (byte(1) == 0xbc && byte(2) >= 0x81 && byte(2) <= 0xbf) {
    return static_cast<char>(byte(2) - 0x81 + '!');
  }
  if (byte(1) == 0xbd && byte(2) >= 0x80 && byte(2) <= 0x9e) {
    return static_cast<char>(byte(2) - 0x80 + '`');
  }
  return std::nullopt;
}

// The length of a scheme with its `://`, in either width. 0 if the URL begins with none.
std::size_t length_of_scheme(std::string_view url) {
  std::string folded;
  std::size_t at = 0;
  while (at < url.size() && !folded.ends_with("://")) {
    const auto ascii = folded_at_begin(url.substr(at));
    const char c = ascii.value_or(url[at]);
    if (!ascii::is_alpha(c) && c != ':' && c != '/') return 0;
    folded.push_back(c);
    at += ascii ? kBytes : 1;
  }
  return folded.ends_with("://") ? at : 0;
}

}  // namespace

FullWidthText fold_full_width(std::string_view text) {
  FullWidthText folded;
  while (!text.empty()) {
    const auto ascii = folded_at_begin(text);
    folded.text.push_back(ascii.value_or(text.front()));
    folded.was_changed = folded.was_changed || ascii;
    text.remove_prefix(ascii ? kBytes : 1);
  }
  return folded;
}

FullWidthText fold_full_width_url(std::string_view url) {
  // A full-width `@` can only be the delimiter if there is no other.
  std::size_t at = url.rfind('@');
  std::size_t behind = at + 1;
  if (at == std::string_view::npos) {
    at = url.rfind(kFullWidthAt);
    behind = at + kBytes;
  }
  if (at == std::string_view::npos) return fold_full_width(url);
  const std::size_t scheme_end = length_of_scheme(url.substr(0, at));
  const FullWidthText scheme = fold_full_width(url.substr(0, scheme_end));
  const FullWidthText rest = fold_full_width(url.substr(behind));
  return {scheme.text + std::string(url.substr(scheme_end, at - scheme_end)) + "@" + rest.text,
          scheme.was_changed || rest.was_changed || behind - at == kBytes};
}

}  // namespace proxyenv::dify
