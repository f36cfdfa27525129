// SPDX-License-Identifier: Apache-2.0
// Words of a command that a message tells people to paste into a shell.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// The word in single quotes where it needs them, and with "./" before one that begins with a
// hyphen, which a command would take for an option. What could hold credentials is replaced by its
// length, and what acts on a terminal is escaped: such a word can be read, and no longer pasted.
[[nodiscard]] std::string shell_quoted(std::string_view word);

}  // namespace proxyenv
