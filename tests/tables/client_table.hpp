// SPDX-License-Identifier: Apache-2.0
// The table of docs/clients.md: one row for each client, made from what its model answers.
#pragma once

#include <string>

namespace proxyenv::tables {

[[nodiscard]] std::string client_table();
[[nodiscard]] std::string client_table_in_chinese();

}  // namespace proxyenv::tables
