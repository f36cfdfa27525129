// SPDX-License-Identifier: Apache-2.0
// What cmd.exe runs and prints: `set NAME=VALUE`, `set "NAME=VALUE"`, `setx NAME VALUE`, and the
// NAME=VALUE lines that `set` alone prints.
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// Whether the line is a `set` or `setx` of cmd, not of a shell or fish.
[[nodiscard]] bool is_cmd_line(std::string_view line);

// A value goes up to the command's end, blanks and quotes included, or up to the last quote of
// `set "NAME=VALUE"`. `%NAME%` is resolved where the text has set it, and else makes the value not
// known: a remark. What stands below an `if` or `for` is taken as run, which is a remark, too.
// Names are compared as written, since programs get them so.
[[nodiscard]] Result<SourceEnvironment> read_cmd_file(std::string_view text);

}  // namespace proxyenv::sources
