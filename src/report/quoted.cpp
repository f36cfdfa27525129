// SPDX-License-Identifier: Apache-2.0
#include "report/quoted.hpp"

namespace proxyenv {

std::string with_replacements(std::string_view value, std::span<const Replacement> replacements) {
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
