// SPDX-License-Identifier: Apache-2.0
// The sources of values for the commands of `proxyenv dify`, in addition to their options.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/environment.hpp"
#include "sources/interpolation.hpp"

namespace proxyenv::tools {

// The maximum number of bytes that are read for an upstream's URL from a file or standard input.
inline constexpr std::size_t kLongestUrl = std::size_t{64} << 10U;

// The variables of the shell. The environment must outlive the returned function.
[[nodiscard]] sources::Lookup shell_of(const Environment& environment);

// A warning if COMPOSE_ENV_FILES is set: `docker compose` then reads those files, each overriding
// the one before, but proxyenv reads only .env.
[[nodiscard]] std::optional<std::string> env_files_warning(const Environment& environment);

}  // namespace proxyenv::tools
