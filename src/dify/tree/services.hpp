// SPDX-License-Identifier: Apache-2.0
// The services of a Compose file that run Dify's own code, and their containers' environments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::dify {

struct DifyServices {
  std::vector<DifyService> api_like;
  std::optional<DifyService> plugin_daemon;
};

// Recognised by their names or their images. `services` is the map of that name in the Compose
// files. `variable` returns the value that Compose has for a name. An Error if an env_file cannot
// be read.
[[nodiscard]] Result<DifyServices> read_services(const YamlValue& services, const ReadFile& read,
                                                 const sources::Lookup& variable);

// The services that get all of that file through `env_file:`. A service that names it twice is in
// the result twice.
[[nodiscard]] std::vector<std::string> read_env_file_readers(const YamlValue& services,
                                                             std::string_view env_file);

}  // namespace proxyenv::dify
