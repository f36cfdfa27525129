// SPDX-License-Identifier: Apache-2.0
// The commands of proxyenv-tools, one file each. Each returns the exit status, and has said on
// standard error what went wrong.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cli/dify_options.hpp"
#include "core/environment.hpp"

namespace proxyenv::tools {

// What is read of an upstream's URL from a file or standard input.
inline constexpr std::size_t kLongestUrl = std::size_t{64} << 10U;

// For whoever has COMPOSE_ENV_FILES set: `docker compose` then reads those, each over the one
// before.
[[nodiscard]] inline std::optional<std::string> env_files_warning(const Environment& environment) {
  const auto files = environment.find("COMPOSE_ENV_FILES");
  if (!files || files->empty()) return std::nullopt;
  return "COMPOSE_ENV_FILES is set: Compose reads those files instead of .env, and this looks into "
         ".env alone; unset it, or see to it that .env says the same";
}

[[nodiscard]] int dify_init(const cli::DifyCommandLine& line, const Environment& environment);

// Exit status 1 where a finding is a warning: something is not as configured, or nothing is proven.
[[nodiscard]] int dify_verify(const cli::DifyCommandLine& line, const Environment& environment);

}  // namespace proxyenv::tools
