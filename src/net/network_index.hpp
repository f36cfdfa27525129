// SPDX-License-Identifier: Apache-2.0
// A list of networks, ready to be asked for many addresses. A question takes as many steps as there
// are lengths of prefixes in the list, at most 162, however many networks there are.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "net/address.hpp"

namespace proxyenv::net {

class NetworkIndex {
 public:
  void add(const Network& network);

  // Whether one of the networks contains the address: see contains().
  [[nodiscard]] bool contains(const Address& address) const;

 private:
  using Bytes = std::array<std::uint8_t, 16>;
  // The family (whether it is IPv6) and the length of the prefix, then the prefixes.
  std::map<std::pair<bool, unsigned>, std::set<Bytes>> prefixes_;
};

}  // namespace proxyenv::net
