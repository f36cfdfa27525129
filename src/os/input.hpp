// SPDX-License-Identifier: Apache-2.0
// Reads what a user names on the command line: a file, or `-` for standard input.
#pragma once

#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv::os {

// What messages call it: "standard input", or "file 'PATH'", the path redacted.
[[nodiscard]] std::string name_of_input(const std::string& path);

// All of it. An Error begins with the name of the input. So does that of an input of more than 16
// MiB, where reading ends if somebody names /dev/zero or a log file.
[[nodiscard]] Result<std::string> read_input(const std::string& path);

// Makes standard input hold this text, from its beginning: for a program that this one becomes
// after it has read the input. An Error begins with the name of the input.
[[nodiscard]] Result<void> put_back_standard_input(std::string_view text);

}  // namespace proxyenv::os
