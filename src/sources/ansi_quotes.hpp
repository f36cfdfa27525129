// SPDX-License-Identifier: Apache-2.0
// The escapes of $'...' in bash, zsh and POSIX.1-2024 (bash(1), "QUOTING").
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::sources {

// The text between the quotes with its escapes replaced: \n, \t, \', \x41, \101, \u00e9, \cA, ...
// A `\` before other characters stays.
[[nodiscard]] std::string without_ansi_escapes(std::string_view raw);

}  // namespace proxyenv::sources
