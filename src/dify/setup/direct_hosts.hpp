// SPDX-License-Identifier: Apache-2.0
// The hosts that Dify's containers must reach without the upstream, by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// Whether a service's name is also a top-level domain in use. gRPC and requests match an exemption
// against the end of a host, so a service `app` would exempt all of .app.
[[nodiscard]] bool is_domain_in_use(std::string_view service_name);

// The hosts that gRPC in api and its like reaches directly: the container itself, the machine that
// Docker runs on, the tree's services, except those of is_domain_in_use(), and `exempt`.
[[nodiscard]] std::vector<std::string> direct_hosts_of_api(const DifyTree& tree,
                                                           const std::vector<std::string>& exempt);

// The hosts that plugin_daemon reaches directly: those of api, and the hosts that plugins fetch
// files from. The tree must have a plugin_daemon.
[[nodiscard]] std::vector<std::string> direct_hosts_of_daemon(
    const DifyTree& tree, const std::vector<std::string>& exempt);

}  // namespace proxyenv::dify
