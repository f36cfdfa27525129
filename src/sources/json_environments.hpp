// SPDX-License-Identifier: Apache-2.0
// Environments in JSON: an array of "NAME=VALUE", a map, an array of {"name", "value"}; whole, or
// inside what `docker inspect`, podman, Compose, ECS (task definitions), Lambda and others print.
#pragma once

#include <string_view>
#include <vector>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// Each environment that has an entry, by the name of its container or service. Those inside a
// document stand under a key such as Env or environment. Values that the document takes from
// elsewhere ({"name", "valueFrom"}, null, secrets) are remarks. An Error if there is no
// environment.
[[nodiscard]] Result<std::vector<SourceEnvironment>> read_json_environments(std::string_view text);

}  // namespace proxyenv::sources
