// SPDX-License-Identifier: Apache-2.0
#include "text/layout.hpp"

#include <algorithm>

#include "text/display.hpp"

namespace proxyenv {

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  if (width == kUnlimitedWidth) return std::string(text);
  std::string lines;
  std::size_t column = 0;
  bool has_word = false;  // on this line
  while (!text.empty()) {
    const std::string_view blanks = text.substr(0, text.find_first_not_of(' '));
    text.remove_prefix(blanks.size());
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (word.empty()) break;  // nothing but blanks behind the last word
    const std::size_t cells = display_width(word);
    if (has_word && column + blanks.size() + cells > width) {
      lines.append("\n").append(indent, ' ');
      column = indent;
    } else {
      lines.append(blanks);
      column += blanks.size();
    }
    lines.append(word);
    column += cells;
    has_word = true;
  }
  return lines;
}

std::string wrapped_lines(std::string_view text, std::size_t width) {
  if (width == kUnlimitedWidth) return std::string(text);
  std::string lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t own_indent = std::min(line.find_first_not_of(' '), line.size());
    lines.append(wrapped(line, width, own_indent + 2));
    text.remove_prefix(line.size());
    if (text.empty()) break;
    lines.push_back('\n');
    text.remove_prefix(1);
  }
  return lines;
}

}  // namespace proxyenv
