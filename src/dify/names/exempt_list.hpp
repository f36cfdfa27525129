// SPDX-License-Identifier: Apache-2.0
// Hosts of the intranet that stay direct, in the one dialect that all clients in Dify's containers
// read alike: httpx and gRPC compare text, so there are no networks in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

// Hosts, IPv4 addresses and .domains (`*.x` becomes `.x`).
[[nodiscard]] Result<std::vector<std::string>> parse_exempt_list(std::string_view list);

// An entry is the host, or a .domain round it.
[[nodiscard]] bool is_exempt(std::string_view host, const std::vector<std::string>& exempt);

}  // namespace proxyenv::dify
