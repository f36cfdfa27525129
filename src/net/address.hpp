// SPDX-License-Identifier: Apache-2.0
// IPv4 and IPv6 addresses and networks as text. The one home of inet_pton(3) and inet_ntop(3). A
// client that reads addresses in another way (`127.1`, leading zeros, zones) has its own reading
// in src/clients.
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
// no value for any other text, an embedded NUL included.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);
[[nodiscard]] bool is_ipv4(std::string_view text);
[[nodiscard]] bool is_ipv6(std::string_view text);  // without brackets

// The shortest text (RFC 5952), without brackets.
[[nodiscard]] std::string to_string(const Address& address);

// The IPv4 address that `::ffff:a.b.c.d` stands for; any other address as it is.
[[nodiscard]] Address unmapped(const Address& address);

struct Network {
  Address address;
  unsigned bits = 0;  // length of the prefix
};

// "10.0.0.0/8", "fd00::/8": address, slash, and a decimal number of bits that fits the family.
// Returns no value for anything else, an address without a slash included.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);

// Whether the address lies in the network. Host bits of the network are ignored; families must
// agree.
[[nodiscard]] bool contains(const Network& network, const Address& address);

// 127.0.0.0/8 and ::1, nothing else: not 0.0.0.0, and not ::ffff:127.0.0.1 (see unmapped()).
[[nodiscard]] bool is_loopback(const Address& address);

}  // namespace proxyenv::net
