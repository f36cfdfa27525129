// SPDX-License-Identifier: Apache-2.0
// The list of --exempt: hosts of the intranet that are reached directly. It uses only forms that
// all clients in Dify's containers read alike. httpx and gRPC compare text, so networks are not
// allowed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

// Returns hosts, IPv4 addresses and .domains (`*.x` becomes `.x`), each once, in the given order.
// Full-width characters are read as ASCII. An Error names the first other entry.
[[nodiscard]] Result<std::vector<std::string>> parse_exempt_list(std::string_view list);

}  // namespace proxyenv::dify
