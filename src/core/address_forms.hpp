// SPDX-License-Identifier: Apache-2.0
// Forms in which people write addresses into exemption lists, and which most clients read as odd
// names: the beginning of addresses, a range of them, a network that covers more than it seems to.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proxyenv {

// The network that `10.`, `10.*` or `10.1.*.*` means: one to three numbers, and behind them only
// stars, or a dot at the end. Returns no value for any other text, `10.1` and `10.1.2.3` included.
[[nodiscard]] std::optional<std::string> network_of_prefix(std::string_view entry);

// `10.0.0.1-10.0.0.255`: two IPv4 addresses with a hyphen between them.
[[nodiscard]] bool is_address_range(std::string_view entry);

// `192.168.0.0/8`: a network whose address ends in zero and has bits behind the prefix, so that
// somebody meant a longer one. `10.1.2.3/16`, an address with the length of its network, is none.
[[nodiscard]] bool is_wider_than_it_looks(std::string_view entry);

// What such a network covers, and the one that may be meant: 192.0.0.0/8 and 192.168.0.0/16. No
// value for another entry.
struct WideNetwork {
  std::string covered;
  std::string meant;
};
[[nodiscard]] std::optional<WideNetwork> read_wide_network(std::string_view entry);

}  // namespace proxyenv
