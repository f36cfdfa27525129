// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_lines.hpp"

#include <algorithm>
#include <utility>

namespace proxyenv::dify {

namespace {

constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";
constexpr std::string_view kUtf16LittleMark = "\xff\xfe";
constexpr std::string_view kUtf16BigMark = "\xfe\xff";

}  // namespace

void LogLines::add(std::string_view bytes) {
  if (is_encoding_known_) {
    encoding_ == Encoding::utf8 ? add_utf8(bytes) : add_utf16(bytes);
    return;
  }
  head_.append(bytes);
  if (head_.size() >= kUtf8Mark.size()) find_encoding();
}

void LogLines::finish() {
  if (!is_encoding_known_) find_encoding();
  if (has_line_) end_line();
}

void LogLines::find_encoding() {
  is_encoding_known_ = true;
  const std::string head = std::move(head_);
  head_.clear();
  std::string_view bytes = head;
  if (bytes.starts_with(kUtf8Mark)) {
    bytes.remove_prefix(kUtf8Mark.size());
  } else if (bytes.starts_with(kUtf16LittleMark) || bytes.starts_with(kUtf16BigMark)) {
    encoding_ = bytes.starts_with(kUtf16LittleMark) ? Encoding::utf16_little : Encoding::utf16_big;
    bytes.remove_prefix(kUtf16LittleMark.size());
  }
  add(bytes);
}

void LogLines::add_utf8(std::string_view text) {
  for (;;) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    if (!has_line_ && end <= kLongest) {
      take_(text.substr(0, end));
    } else {
      append(text.substr(0, end));
      end_line();
    }
    text.remove_prefix(end + 1);
  }
  if (!text.empty()) append(text);
}

void LogLines::add_utf16(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    head_.push_back(byte);
    if (head_.size() < 2) continue;
    const bool little = encoding_ == Encoding::utf16_little;
    const char low = head_[little ? 0 : 1];
    const char high = head_[little ? 1 : 0];
    const bool is_ascii = high == 0 && static_cast<unsigned char>(low) < 0x80;
    text.push_back(is_ascii ? low : '?');
    head_.clear();
  }
  add_utf8(text);
}

void LogLines::append(std::string_view text) {
  has_line_ = true;
  line_.append(text.substr(0, kLongest - std::min(kLongest, line_.size())));
}

void LogLines::end_line() {
  take_(line_);
  line_.clear();
  has_line_ = false;
}

}  // namespace proxyenv::dify
