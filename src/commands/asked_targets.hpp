// SPDX-License-Identifier: Apache-2.0
// The targets that people type, for explain and diff.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/routes.hpp"
#include "text/result.hpp"

namespace proxyenv::commands {

// Where no scheme is written, https is assumed; grpcs or wss, if all asked clients have schemes
// of their own. An Error says which of the words cannot be read.
[[nodiscard]] Result<std::vector<Target>> parse_targets(std::span<const std::string> words,
                                                        std::span<const AskedClient> asked);

}  // namespace proxyenv::commands
