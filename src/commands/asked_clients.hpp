// SPDX-License-Identifier: Apache-2.0
// The clients that --client names, and what --assume says of them, for explain and diff.
#pragma once

#include <span>
#include <vector>

#include "cli/command_line.hpp"
#include "report/routes.hpp"
#include "text/result.hpp"

namespace proxyenv::commands {

// All clients in their newest behaviour, if --client is not given. At most 100, since each is asked
// for each URL.
[[nodiscard]] Result<std::vector<AskedClient>> read_clients(const cli::GivenOptions& options);

// Says on standard error what the aliases among them are built on.
void tell_aliases(std::span<const AskedClient> asked);

}  // namespace proxyenv::commands
