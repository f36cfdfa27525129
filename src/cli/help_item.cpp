// SPDX-License-Identifier: Apache-2.0
#include "cli/help_item.hpp"

namespace proxyenv::cli {

namespace {
constexpr std::size_t kTextColumn = 24;
constexpr std::size_t kLeastText = 24;   // a narrower description goes below the name
constexpr std::size_t kBelowColumn = 6;  // where it begins then
}  // namespace

void append_help_item(std::string& help, std::string_view left, std::string_view text,
                      std::size_t width) {
  const std::size_t text_column = kTextColumn + kLeastText <= width ? kTextColumn : kBelowColumn;
  help.append("  ").append(left);
  std::size_t column = 2 + left.size();
  if (column + 2 > text_column) {
    help.push_back('\n');
    column = 0;
  }
  help.append(text_column - column, ' ');
  column = text_column;
  std::string_view gap;  // written only when another word follows on the line
  while (!text.empty()) {
    // A word ends at a space. It also ends after a comma, because long lists have no spaces.
    const std::size_t end = text.find_first_of(" ,");
    const bool at_comma = end != std::string_view::npos && text[end] == ',';
    const std::string_view word = text.substr(0, at_comma ? end + 1 : end);
    if (column + gap.size() + word.size() > width) {
      help.append("\n").append(text_column, ' ');
      column = text_column;
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
