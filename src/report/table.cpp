// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include <algorithm>

#include "text/display.hpp"

namespace proxyenv {

std::string render_table(std::span<const TableRow> rows, std::span<const Align> columns) {
  constexpr std::size_t kBetween = 2;
  std::vector<std::size_t> widths(columns.size());
  for (const TableRow& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string text;
  for (const TableRow& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool is_last = i + 1 == columns.size();
      const std::size_t gap = widths[i] - display_width(row[i]);
      if (columns[i] == Align::right) text.append(gap, ' ');
      text.append(row[i]);
      if (columns[i] == Align::left && !is_last) text.append(gap, ' ');
      text.append(is_last ? 0 : kBetween, ' ');
    }
    text.push_back('\n');
  }
  return text;
}

}  // namespace proxyenv
