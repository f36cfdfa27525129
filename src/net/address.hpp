// SPDX-License-Identifier: Apache-2.0
// IPv4 and IPv6 addresses and networks as text. Only this module calls inet_pton(3) and
// inet_ntop(3). A client that reads addresses in another way (`127.1`, leading zeros, zones) has
// its own code in src/clients.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace proxyenv::net {

struct Address {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};  // network order; the first four for IPv4

  friend bool operator==(const Address&, const Address&) = default;
};

// A dotted quad without leading zeros, or IPv6 text (RFC 4291) without brackets and zone. Returns
// no value for any other text, for instance with an embedded NUL.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);
[[nodiscard]] bool is_ipv4(std::string_view text);
[[nodiscard]] bool is_ipv6(std::string_view text);  // without brackets

// The shortest text (RFC 5952), without brackets.
[[nodiscard]] std::string to_string(const Address& address);

// Turns `::ffff:a.b.c.d` into the IPv4 address a.b.c.d; any other address stays unchanged.
[[nodiscard]] Address unmapped(const Address& address);

struct Network {
  Address address;
  unsigned bits = 0;  // length of the prefix
};

// "10.0.0.0/8", "fd00::/8": address, slash, and a decimal number of bits that fits the family.
// Returns no value for any other text, for instance an address without a slash.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);

// Whether the address lies in the network. Host bits of the network are ignored. Both must be of
// the same family.
[[nodiscard]] bool contains(const Network& network, const Address& address);

// Whether the address is in 127.0.0.0/8 or is ::1. Neither 0.0.0.0 nor ::ffff:127.0.0.1 counts (see
// unmapped()).
[[nodiscard]] bool is_loopback(const Address& address);

}  // namespace proxyenv::net
