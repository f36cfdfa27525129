// SPDX-License-Identifier: Apache-2.0
// The tables of the documentation that are generated from the program's own tables.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::tables {

struct Table {
  std::string_view name;  // as the program accepts it
  std::string_view what;
  std::function<std::string()> markdown;
  std::function<std::vector<std::string>()> names;  // the first column, plain
};

[[nodiscard]] std::span<const Table> all_tables();

}  // namespace proxyenv::tables
