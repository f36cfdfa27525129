// SPDX-License-Identifier: Apache-2.0
// What each container gets in the override: which variables, mounts and commands. Whether workflow
// authors can get past ssrf_proxy, Dify's guard against requests to the inside, is decided here.
#pragma once

#include <string>
#include <vector>

#include "dify/setup/override.hpp"
#include "dify/setup/request.hpp"
#include "dify/setup/wrapped_commands.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// The labels by which `docker compose up -d` notices that files have changed that a container
// mounts.
struct ContainerLabels {
  std::string squid;
  std::string wrapped;  // of containers that mount the program of --wrap
};

// Mode selective: the upstream stands in a file that squid includes.
[[nodiscard]] OverrideService squid_container(const SquidService& squid,
                                              const SetupRequest& request,
                                              const std::string& label);

// api, the workers and the like.
[[nodiscard]] OverrideService api_container(const DifyService& service, const DifyTree& tree,
                                            const SetupRequest& request,
                                            const WrappedCommands& commands,
                                            const std::string& wrapped_label);

// plugin_daemon, which the tree must have.
[[nodiscard]] OverrideService daemon_container(const DifyTree& tree, const SetupRequest& request,
                                               const WrappedCommands& commands,
                                               const std::string& wrapped_label);

// All containers that the override changes, in its order.
[[nodiscard]] std::vector<OverrideService> containers_of(const DifyTree& tree,
                                                         const SetupRequest& request,
                                                         const WrappedCommands& commands,
                                                         const ContainerLabels& labels);

// The file for `env_file:` that holds an upstream with a password, in direct mode.
[[nodiscard]] std::string render_upstream_env(const SetupRequest& request);

}  // namespace proxyenv::dify
