// SPDX-License-Identifier: Apache-2.0
// How proxyenv and proxyenv-tools find each other. proxyenv starts proxyenv-tools for the commands
// that need a network or heavy libraries. `dify init --wrap`, a command of proxyenv-tools, copies
// proxyenv.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proxyenv::os {

inline constexpr std::string_view kCompanionName = "proxyenv-tools";

inline constexpr std::string_view kLauncherName = "proxyenv";

// The path of a program of that name: in this program's folder, otherwise in `path` (the value of
// PATH).
[[nodiscard]] std::optional<std::string> find_companion(std::string_view name,
                                                        std::optional<std::string_view> path);

}  // namespace proxyenv::os
