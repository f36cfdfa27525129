// SPDX-License-Identifier: Apache-2.0
// The statements of a PowerShell text (about_Parsing, about_Quoting_Rules, about_Comments,
// about_Pipelines): what line ends, `;`, `|` and the braces of blocks separate. Strings,
// here-strings, comments and the "`" that continues a line are known; nothing is executed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sources/joined_lines.hpp"

namespace proxyenv::sources {

struct PowershellStatement {
  JoinedLines joined;        // without comments; its strings as they are written
  bool conditional = false;  // it stands in the braces of a block
  bool is_piped = false;     // one side of a `|`
  bool is_comment = false;   // then this is the comment
};

// Comments stand behind all statements.
[[nodiscard]] std::vector<PowershellStatement> powershell_statements_of(std::string_view text);

// The words of a command or the arguments of a call: `separators` end them outside of strings and
// brackets. The words keep their quotes, and are views into `text`.
[[nodiscard]] std::vector<std::string_view> powershell_words_of(std::string_view text,
                                                                std::string_view separators);

}  // namespace proxyenv::sources
