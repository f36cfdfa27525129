// SPDX-License-Identifier: Apache-2.0
// How the clients read a port. Leading zeros are accepted: ":003128".
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/proxy_url.hpp"
#include "net/host.hpp"

namespace proxyenv::clients {

[[nodiscard]] inline std::optional<std::uint16_t> parse_padded_port(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  return net::parse_port(text);
}

}  // namespace proxyenv::clients
