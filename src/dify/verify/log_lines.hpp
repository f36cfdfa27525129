// SPDX-License-Identifier: Apache-2.0
// The lines of a log that arrives in pieces. A log may be of any length, so it is never kept as a
// whole.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace proxyenv::dify {

// The text is UTF-8, or UTF-16 if it begins with a byte order mark: PowerShell's `>` writes that.
// Squid writes only ASCII, so any other UTF-16 unit becomes `?`.
class LogLines {
 public:
  using Take = std::function<void(std::string_view line)>;

  // The rest of a longer line is dropped. Squid's own limit for the head of a request is 64 KiB.
  static constexpr std::size_t kLongest = std::size_t{1} << 16U;

  // `take` is called with each line, without its newline.
  explicit LogLines(Take take) : take_(std::move(take)) {}

  void add(std::string_view bytes);

  // Marks the end of the log, whose last line may lack the newline.
  void finish();

 private:
  enum class Encoding { utf8, utf16_little, utf16_big };

  void find_encoding();
  void add_utf8(std::string_view text);
  void add_utf16(std::string_view bytes);
  void append(std::string_view text);
  void end_line();

  Take take_;
  bool is_encoding_known_ = false;
  Encoding encoding_ = Encoding::utf8;
  std::string head_;  // the first bytes, until the encoding is known; then half a UTF-16 unit
  std::string line_;
  bool has_line_ = false;  // line_ has begun, even if it is still empty
};

}  // namespace proxyenv::dify
