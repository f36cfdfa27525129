// SPDX-License-Identifier: Apache-2.0
// The lines of a log that arrives in pieces: nobody knows how long a log is, so none is ever held
// as a whole.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace proxyenv::dify {

// PowerShell's `>` writes UTF-16, and some editors a byte order mark. Everything that squid writes
// is ASCII: a UTF-16 unit that is not becomes `?`.
class LogLines {
 public:
  using Take = std::function<void(std::string_view line)>;

  // What a line has beyond this many bytes is dropped; squid's own limit for a request's head is 64
  // KiB.
  static constexpr std::size_t kLongest = std::size_t{1} << 16U;

  // `take` is called with each line, without its newline.
  explicit LogLines(Take take) : take_(std::move(take)) {}

  void add(std::string_view bytes);

  // The log ends here; its last line may lack the newline.
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
  std::string head_;  // the first bytes, until they tell the encoding; then half a UTF-16 unit
  std::string line_;
  bool has_line_ = false;  // line_ has begun, though nothing may be in it
};

}  // namespace proxyenv::dify
