// SPDX-License-Identifier: Apache-2.0
// The variables, mounts and commands that each container gets in the override. These decide whether
// workflow authors can bypass ssrf_proxy, Dify's guard against requests to internal hosts.
#pragma once

#include <vector>

#include "dify/setup/override.hpp"
#include "dify/setup/request.hpp"
#include "dify/setup/restart_labels.hpp"
#include "dify/setup/wrapped_commands.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// All containers that the override changes, in its order: the squids in mode selective, then api
// and the services like it, then plugin_daemon if the tree has one.
[[nodiscard]] std::vector<OverrideService> containers_of(const DifyTree& tree,
                                                         const SetupRequest& request,
                                                         const WrappedCommands& commands,
                                                         const RestartLabels& labels);

}  // namespace proxyenv::dify
