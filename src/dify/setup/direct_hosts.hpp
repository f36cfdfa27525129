// SPDX-License-Identifier: Apache-2.0
// The hosts that Dify's containers must reach without the upstream, by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/setup/connections.hpp"
#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// Whether a service's name is also a top-level domain in use. gRPC and requests match an exemption
// against the end of a host, so a service `app` would exempt all of .app.
[[nodiscard]] bool is_domain_in_use(std::string_view service_name);

// The hosts that gRPC in api and its like reaches directly: the container itself, the machine that
// Docker runs on, the tree's services, except those of is_domain_in_use(), the servers that the
// settings name for gRPC, what the user's own lists exempt, and what the request exempts. httpx
// does not read this list, so none of them opens a way past ssrf_proxy.
[[nodiscard]] std::vector<std::string> grpc_direct_hosts_of_api(const DifyTree& tree,
                                                                const SetupRequest& request);

// The hosts that plugin_daemon reaches directly: what is inside, the hosts that plugins fetch files
// from, the collector of traces, and what the request exempts. The tree must have a plugin_daemon.
[[nodiscard]] std::vector<std::string> direct_hosts_of_daemon(const DifyTree& tree,
                                                              const SetupRequest& request);

// Whether gRPC to this server may go through the proxy: its host is to be reached that way, and the
// proxy lets the port through. Else it stays direct, as it was before.
[[nodiscard]] bool is_meant_for_proxy(const Connection& connection, const SetupRequest& request);

}  // namespace proxyenv::dify
