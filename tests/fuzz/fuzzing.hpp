// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets share: the input as lines of text, so that seeds and findings can be read,
// and a promise that stops the run where it does not hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::fuzzing {

// Stands for a piece of somebody's credentials. No output may hold it.
inline constexpr std::string_view kSecret = "Zq7uSr";

inline void promise(bool holds, const char* sentence) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", sentence);
  std::abort();
}

inline void hides_the_secret(std::string_view output) {
  promise(output.find(kSecret) == std::string_view::npos, "no output holds credentials");
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The first line, which is taken from `text`.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// The rest, cut at line ends; a line end within an entry is written as \n.
inline std::vector<std::string> entries_in(std::string_view text) {
  std::vector<std::string> entries;
  while (!text.empty()) {
    std::string entry(take_line(text));
    for (std::size_t at = 0; (at = entry.find("\\n", at)) != std::string::npos;) {
      entry.replace(at, 2, "\n");
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

// A value that holds the secret where credentials stand: anything in front of an `@`.
inline std::string with_credentials(std::string_view before, std::string_view behind) {
  std::string value(before);
  value.append(kSecret).append("@").append(behind);
  return value;
}

inline bool names_the_secret(std::string_view text) {
  return text.find(kSecret) != std::string_view::npos;
}

}  // namespace proxyenv::fuzzing
