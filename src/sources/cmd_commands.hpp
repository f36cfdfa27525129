// SPDX-License-Identifier: Apache-2.0
// The commands on a line of cmd.exe (`cmd /?`, `help if`, `help for`): what `&`, `&&`, `||` and `|`
// separate, brackets, and what `if` and `for` run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::sources {

struct CmdCommand {
  std::string text;          // `^` removed, without `@` and blanks in front
  std::size_t offset = 0;    // of its first character in the line
  std::size_t end = 0;       // behind its last character
  bool conditional = false;  // below an `if` or `for`, or in the brackets of one
  bool piped = false;        // one side of a `|`, which runs in a cmd.exe of its own
  bool writes = false;       // `>` stands in it
  bool is_comment = false;   // rem, ::
};

// The brackets that are open.
struct CmdBrackets {
  std::vector<bool> are_of_condition;  // of each, from the outermost one
  std::size_t conditions = 0;          // how many are
};

// The commands of one line. `brackets`: before and after.
[[nodiscard]] std::vector<CmdCommand> cmd_commands_of(std::string_view line, CmdBrackets& brackets);

// Removes the word at the beginning of the command, in any letter case, and the blanks behind it.
// False, and nothing changed, if another word or none stands there.
[[nodiscard]] bool take_cmd_word(std::string_view& command, std::string_view word);

}  // namespace proxyenv::sources
