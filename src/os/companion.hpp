// SPDX-License-Identifier: Apache-2.0
// proxyenv-tools, the program with the commands that need a network or heavy libraries.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proxyenv::os {

inline constexpr std::string_view kCompanionName = "proxyenv-tools";

// Its path: beside this program, else in `path` (the value of PATH).
[[nodiscard]] std::optional<std::string> find_companion(std::optional<std::string_view> path);

}  // namespace proxyenv::os
