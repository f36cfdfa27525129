// SPDX-License-Identifier: Apache-2.0
// A table in Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::tables {

using Row = std::vector<std::string>;

// Text formatted as code; empty for empty text.
[[nodiscard]] std::string code(std::string_view text);

// The table with its heading, one line for each row. A `|` in a cell is escaped.
[[nodiscard]] std::string markdown(const Row& heading, const std::vector<Row>& rows);

}  // namespace proxyenv::tables
