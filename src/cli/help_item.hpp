// SPDX-License-Identifier: Apache-2.0
// One item of a --help text: its name on the left and its wrapped description on the right.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace proxyenv::cli {

// No text of --help is wider, however wide the terminal is: lines stay easy to read.
inline constexpr std::size_t kHelpWidth = 80;

void append_help_item(std::string& help, std::string_view left, std::string_view text,
                      std::size_t width = kHelpWidth);

// "-h, --help", "--dir DIR": an option as --help names it.
[[nodiscard]] std::string help_name(std::string_view name, char short_name,
                                    std::string_view argument);

}  // namespace proxyenv::cli
