// SPDX-License-Identifier: Apache-2.0
// A table for a terminal: columns are as wide as their widest cell, with two spaces between them.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace proxyenv {

enum class Align { left, right };

using TableRow = std::vector<std::string>;  // one cell for each column

// One line for each row; the first row is the heading. `columns` says how many cells a row has and
// how they are aligned. Lines have no trailing spaces. Cells must be escaped already.
[[nodiscard]] std::string render_table(std::span<const TableRow> rows,
                                       std::span<const Align> columns);

}  // namespace proxyenv
