// SPDX-License-Identifier: Apache-2.0
// Addresses in Dify's own settings that stop working once https goes through a proxy: squid answers
// 403 for private targets (Dify 1.15 and later) and for every port but 443.
#pragma once

#include <string>
#include <vector>

#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

struct BrokenEndpoint {
  std::string variable;
  std::string address;  // host:port, no userinfo
  std::string host;
  bool is_private = false;
  bool has_other_port = false;
  std::vector<std::string> services;
};

// Of the https endpoints that api and its like, or plugin_daemon, find in their environment, those
// that would break. `daemon_direct`: hosts that plugin_daemon reaches directly anyway.
[[nodiscard]] std::vector<BrokenEndpoint> scan_endpoints(
    const DifyTree& tree, const std::vector<std::string>& exempt,
    const std::vector<std::string>& daemon_direct);

}  // namespace proxyenv::dify
