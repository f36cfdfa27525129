// SPDX-License-Identifier: Apache-2.0
#include "tables/markdown.hpp"

namespace proxyenv::tables {

namespace {

std::string line_of(const Row& row) {
  std::string line = "|";
  for (const std::string& cell : row) {
    line.push_back(' ');
    for (const char c : cell) line.append(c == '|' ? "\\|" : std::string(1, c));
    line.append(" |");
  }
  return line.append("\n");
}

}  // namespace

std::string code(std::string_view text) {
  return text.empty() ? std::string() : "`" + std::string(text) + "`";
}

std::string markdown(const Row& heading, const std::vector<Row>& rows) {
  std::string text = line_of(heading);
  text.push_back('|');
  for (std::size_t i = 0; i < heading.size(); ++i) text.append("---|");
  text.push_back('\n');
  for (const Row& row : rows) text.append(line_of(row));
  return text;
}

}  // namespace proxyenv::tables
