// SPDX-License-Identifier: Apache-2.0
// The services of a Compose file that `up` does not start: all their `profiles:` are inactive. Only
// COMPOSE_PROFILES is known here, and not the options and names on a command line.
#pragma once

#include <string>
#include <vector>

#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::dify {

// `services` is the map of that name in the Compose files. `variable` returns the value that
// Compose has for a name. The result has the order of the file.
[[nodiscard]] std::vector<InactiveService> read_inactive_services(const YamlValue& services,
                                                                  const sources::Lookup& variable,
                                                                  ComposeProgram program);

}  // namespace proxyenv::dify
