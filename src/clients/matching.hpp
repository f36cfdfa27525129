// SPDX-License-Identifier: Apache-2.0
// The few ways in which clients split, trim and match exemption lists, and addresses in them. What
// only one client does stands in that client's file.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::matching {

// Cut at each of `separators`; empty pieces included.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text,
                                                  std::string_view separators);
// Without the characters of `set` at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text, std::string_view set);
inline constexpr std::string_view kAsciiSpace = " \t\n\v\f\r";

[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);
[[nodiscard]] bool ends_with_ignoring_case(std::string_view text, std::string_view ending);
// `host` is `domain` or ends in "." + `domain`; case ignored. False for an empty domain.
[[nodiscard]] bool in_domain(std::string_view host, std::string_view domain);

struct Address {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};  // the first four for IPv4

  friend bool operator==(const Address&, const Address&) = default;
};
// Dotted quad without leading zeros, or IPv6 text (RFC 4291) without brackets and zone: inet_pton.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);

struct Network {
  Address address;
  unsigned bits = 0;
};
// "10.0.0.0/8", "fd00::/8": address, slash, a decimal number of bits that fits the family.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);
// Host bits of the network are ignored; families must agree.
[[nodiscard]] bool contains(const Network& network, const Address& address);
[[nodiscard]] bool is_loopback(const Address& address);  // 127.0.0.0/8, ::1

}  // namespace proxyenv::matching
