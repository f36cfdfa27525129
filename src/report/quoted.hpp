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
[[nodiscard]] std::string with_replacements(std::string_view value,
                                            std::span<const Replacement> replacements);

}  // namespace proxyenv
