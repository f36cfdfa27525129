// SPDX-License-Identifier: Apache-2.0
// Clients that look a target's name up before they read the list, and compare the address with the
// networks in it. Models look nothing up.
#pragma once

#include "clients/conditions.hpp"
#include "net/address.hpp"

namespace proxyenv::clients {

// Whether the network counts as one that holds the address of a name. One that holds every address
// does. A smaller one does under Condition::resolves, unless it is a single address or loopback:
// lists name these for their own sake.
[[nodiscard]] inline bool may_hold_name(const net::Network& network,
                                        const Assumptions& assumptions) {
  if (network.bits == 0) return true;
  const bool is_single = network.bits == (network.address.is_v6 ? 128U : 32U);
  return assumptions.holds(Condition::resolves) && !is_single && !net::is_loopback(network.address);
}

}  // namespace proxyenv::clients
