// SPDX-License-Identifier: Apache-2.0
// The list of --exempt: hosts of the intranet that stay direct. It is written in the one dialect
// that all clients in Dify's containers read alike. httpx and gRPC compare text, so it has no
// networks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

// Hosts, IPv4 addresses and .domains (`*.x` becomes `.x`), each once, in the order given. An Error
// names the first entry that is none of them.
[[nodiscard]] Result<std::vector<std::string>> parse_exempt_list(std::string_view list);

// Whether an entry is the host, or a .domain that the host lies in. `host` is in lower case.
[[nodiscard]] bool is_exempt(std::string_view host, const std::vector<std::string>& exempt);

}  // namespace proxyenv::dify
