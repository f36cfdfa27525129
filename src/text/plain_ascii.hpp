// SPDX-License-Identifier: Apache-2.0
// What a person reads in a name that was typed or pasted with characters beyond ASCII.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::text {

// The name without blanks and characters that nobody sees; full-width forms, dashes and the
// Cyrillic and Greek letters that look like Latin ones are replaced by these. Other characters
// beyond ASCII become `?` each.
[[nodiscard]] std::string in_plain_ascii(std::string_view name);

}  // namespace proxyenv::text
