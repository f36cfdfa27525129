// SPDX-License-Identifier: Apache-2.0
// Where the commands of `proxyenv dify` take values from, beside their options.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/environment.hpp"
#include "dify/compose/interpolation.hpp"

namespace proxyenv::tools {

// How many bytes of an upstream's URL are read from a file or standard input.
inline constexpr std::size_t kLongestUrl = std::size_t{64} << 10U;

// The variables of the shell. The environment must live as long as the function.
[[nodiscard]] dify::Lookup shell_of(const Environment& environment);

// A warning where COMPOSE_ENV_FILES is set: `docker compose` then reads those files, each over the
// one before, and proxyenv reads .env alone.
[[nodiscard]] std::optional<std::string> env_files_warning(const Environment& environment);

}  // namespace proxyenv::tools
