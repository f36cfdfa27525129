// SPDX-License-Identifier: Apache-2.0
// The options of mounts that podman-compose and SELinux ask for, beside what Docker Compose needs.
#pragma once

#include <vector>

#include "dify/setup/override.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// Completes the mounts of all containers of the override for podman-compose.
void set_podman_options(std::vector<OverrideService>& containers, const DifyTree& tree);

}  // namespace proxyenv::dify
