// SPDX-License-Identifier: Apache-2.0
// Addresses in Dify's own settings that stop working once https goes through a proxy: squid answers
// 403 for private targets (Dify 1.15 and later) and for every port but 443.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// Whether Dify's code does not connect to what the variable holds: browsers open it, or it is only
// printed into links.
[[nodiscard]] bool is_for_browsers(std::string_view variable);

struct BrokenEndpoint {
  std::string variable;  // whose value holds it
  std::string address;   // host:port, without user information
  std::string host;
  bool is_private = false;
  bool has_other_port = false;
  std::vector<std::string> services;
};

// The https endpoints in the environment of api and its like, or of plugin_daemon, that would
// break. `exempt` lists the hosts that the former reach directly in any case, `daemon_direct` those
// of plugin_daemon.
[[nodiscard]] std::vector<BrokenEndpoint> scan_endpoints(
    const DifyTree& tree, const std::vector<std::string>& exempt,
    const std::vector<std::string>& daemon_direct);

}  // namespace proxyenv::dify
