// SPDX-License-Identifier: Apache-2.0
#include "cli/help_item.hpp"

namespace proxyenv::cli {

namespace {
constexpr std::size_t kTextColumn = 24;
constexpr std::size_t kWidth = 92;
}  // namespace

void append_help_item(std::string& help, std::string_view left, std::string_view text) {
  help.append("  ").append(left);
  std::size_t column = 2 + left.size();
  if (column + 2 > kTextColumn) {
    help.push_back('\n');
    column = 0;
  }
  help.append(kTextColumn - column, ' ');
  column = kTextColumn;
  std::string_view gap;  // written only when another word follows on the line
  while (!text.empty()) {
    // A word ends at a space. It also ends after a comma, because long lists have no spaces.
    const std::size_t end = text.find_first_of(" ,");
    const bool at_comma = end != std::string_view::npos && text[end] == ',';
    const std::string_view word = text.substr(0, at_comma ? end + 1 : end);
    if (column + gap.size() + word.size() > kWidth) {
      help.append("\n").append(kTextColumn, ' ');
      column = kTextColumn;
      gap = {};
    }
    help.append(gap).append(word);
    column += gap.size() + word.size();
    text.remove_prefix(word.size());
    gap = text.starts_with(' ') ? text.substr(0, 1) : std::string_view{};
    text.remove_prefix(gap.size());
  }
  help.push_back('\n');
}

std::string help_name(std::string_view name, char short_name, std::string_view argument) {
  std::string text;
  if (short_name != 0) text.append({'-', short_name, ',', ' '});
  text.append("--").append(name);
  if (!argument.empty()) text.append(" ").append(argument);
  return text;
}

}  // namespace proxyenv::cli
