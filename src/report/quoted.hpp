// SPDX-License-Identifier: Apache-2.0
// Quoting for forms in which some bytes of a value are written otherwise.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace proxyenv {

struct Replacement {
  std::string_view bytes;  // not empty
  std::string_view written;
};

// The value with each of these replaced, in one pass from left to right.
[[nodiscard]] inline std::string with_replacements(std::string_view value,
                                                   std::span<const Replacement> replacements) {
  std::string text;
  while (!value.empty()) {
    std::string_view taken = value.substr(0, 1);
    std::string_view written = taken;
    for (const Replacement& each : replacements) {
      if (!value.starts_with(each.bytes)) continue;
      taken = each.bytes;
      written = each.written;
      break;
    }
    text.append(written);
    value.remove_prefix(taken.size());
  }
  return text;
}

}  // namespace proxyenv
