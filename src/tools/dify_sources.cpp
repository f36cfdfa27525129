// SPDX-License-Identifier: Apache-2.0
#include "tools/dify_sources.hpp"

namespace proxyenv::tools {

sources::Lookup shell_of(const Environment& environment) {
  return [&environment](std::string_view name) -> std::optional<std::string> {
    const auto value = environment.find(name);
    return value ? std::optional<std::string>(*value) : std::nullopt;
  };
}

std::optional<std::string> env_files_warning(const Environment& environment) {
  const auto files = environment.find("COMPOSE_ENV_FILES");
  if (!files || files->empty()) return std::nullopt;
  return "COMPOSE_ENV_FILES is set: Compose reads those files instead of .env, and this looks into "
         ".env alone; unset it, or see to it that .env says the same";
}

}  // namespace proxyenv::tools
