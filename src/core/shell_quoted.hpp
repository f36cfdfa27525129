// SPDX-License-Identifier: Apache-2.0
// Words that a message tells people to paste into a shell, or into an .env file of Compose.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// The word in single quotes where it needs them, and with "./" before one that begins with a
// hyphen, which a command would take for an option. What could hold credentials is replaced by its
// length, and what acts on a terminal is escaped: such a word can be read, and no longer pasted.
[[nodiscard]] std::string shell_quoted(std::string_view word);

// A value as Compose reads it from an .env file, in quotes where it needs them. What could hold
// credentials or acts on a terminal is treated alike.
[[nodiscard]] std::string env_file_quoted(std::string_view value);

// Whether shell_quoted() gives a word that a shell reads as this one.
[[nodiscard]] bool can_be_pasted(std::string_view word);

}  // namespace proxyenv
