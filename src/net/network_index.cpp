// SPDX-License-Identifier: Apache-2.0
#include "net/network_index.hpp"

#include <algorithm>
#include <cstddef>

namespace proxyenv::net {

namespace {

// The address with all bits behind the prefix set to 0.
std::array<std::uint8_t, 16> prefix_of(const Address& address, unsigned bits) {
  std::array<std::uint8_t, 16> bytes{};
  const std::size_t whole = bits / 8;
  std::copy_n(address.bytes.begin(), whole, bytes.begin());
  if (bits % 8 != 0) {
    bytes.at(whole) = static_cast<std::uint8_t>(address.bytes.at(whole) & (0xff00U >> (bits % 8)));
  }
  return bytes;
}

}  // namespace

void NetworkIndex::add(const Network& network) {
  prefixes_[{network.address.is_v6, network.bits}].insert(prefix_of(network.address, network.bits));
}

bool NetworkIndex::contains(const Address& address) const {
  return std::any_of(prefixes_.begin(), prefixes_.end(), [&](const auto& row) {
    const auto& [is_v6, bits] = row.first;
    return is_v6 == address.is_v6 && row.second.contains(prefix_of(address, bits));
  });
}

}  // namespace proxyenv::net
