// SPDX-License-Identifier: Apache-2.0
// The services of a Compose file that run Dify's own code, and what their containers get.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dify/compose/interpolation.hpp"
#include "dify/compose/yaml.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

struct DifyServices {
  std::vector<DifyService> api_like;
  std::optional<DifyService> plugin_daemon;
};

// Known by their names, or by their images. `services` is that map of the Compose files, `variable`
// what Compose knows of a name. An Error where an env_file cannot be read.
[[nodiscard]] Result<DifyServices> read_services(const YamlValue& services, const ReadFile& read,
                                                 const Lookup& variable);

// The services that docker/.env reaches as a whole, through `env_file:`; one that names the file
// twice stands there twice.
[[nodiscard]] std::vector<std::string> read_env_file_readers(const YamlValue& services);

}  // namespace proxyenv::dify
