// SPDX-License-Identifier: Apache-2.0
// A table for a terminal: columns as wide as their widest cell, two blanks between them.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace proxyenv {

enum class Align { left, right };

using TableRow = std::vector<std::string>;  // one cell for each column

// One line for each row, the first of which is the heading. `columns` says how many cells a row has
// and how they are aligned; nothing follows the last cell of a line. Cells are printed as they are:
// they must have been escaped.
[[nodiscard]] std::string render_table(std::span<const TableRow> rows,
                                       std::span<const Align> columns);

}  // namespace proxyenv
