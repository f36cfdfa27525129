// SPDX-License-Identifier: Apache-2.0
// What programs print of an environment: env, printenv, `docker inspect --format`, `kubectl exec
// ... env`. And entries that stand in quotes, one a line, as jq prints them and people paste them.
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// The name in front of the first `=` if the line can begin an entry there: no blanks, quotes or
// control characters in it (BASH_FUNC_x%% is one). Empty if it cannot.
[[nodiscard]] std::string_view name_in_front(std::string_view line);

// Values stay as they are, carriage returns included. A line that begins no entry continues the
// value above it, as do all lines up to the end of a PEM block. Such a line is a remark if it may
// name a proxy variable. An Error if the first line begins no entry.
[[nodiscard]] Result<SourceEnvironment> read_printed_env(std::string_view text);

// 'NAME=VALUE' or "NAME=VALUE", with a comma or blanks behind it; other lines are remarks.
[[nodiscard]] bool is_quoted_entry(std::string_view line);
[[nodiscard]] Result<SourceEnvironment> read_quoted_entries(std::string_view text);

}  // namespace proxyenv::sources
