// SPDX-License-Identifier: Apache-2.0
// Shared code of the fuzz targets. The input is read as lines of text, so that people can read
// seeds and findings. A violated promise stops the run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::fuzzing {

// Represents a part of somebody's credentials. No output may hold it.
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

// Removes the first line from `text` and returns it.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// The rest, split at line ends. A line end within an entry is written as \n.
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

// A value with the secret in the place of the credentials: anywhere before an `@`.
inline std::string with_credentials(std::string_view before, std::string_view behind) {
  std::string value(before);
  value.append(kSecret).append("@").append(behind);
  return value;
}

inline bool names_the_secret(std::string_view text) {
  return text.find(kSecret) != std::string_view::npos;
}

}  // namespace proxyenv::fuzzing
