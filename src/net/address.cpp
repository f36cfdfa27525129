// SPDX-License-Identifier: Apache-2.0
#include "net/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "text/ascii.hpp"

namespace proxyenv::net {

std::optional<Address> parse_address(std::string_view text) {
  // Most entries of a list are names, which this quick check detects.
  if (text.empty() || !(ascii::is_hex_digit(text.front()) || text.front() == ':')) {
    return std::nullopt;
  }
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_hex_digit(c) || c == ':' || c == '.';
  });
  if (!plain) return std::nullopt;
  const std::string copy(text);
  Address address;
  if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) return address;
  address.is_v6 = true;
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

bool is_ipv4(std::string_view text) {
  const auto address = parse_address(text);
  return address && !address->is_v6;
}

bool is_ipv6(std::string_view text) {
  const auto address = parse_address(text);
  return address && address->is_v6;
}

std::string to_string(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = address.is_v6 ? AF_INET6 : AF_INET;
  return inet_ntop(family, address.bytes.data(), text.data(), text.size()) == nullptr
             ? std::string()
             : std::string(text.data());
}

Address unmapped(const Address& address) {
  constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (!address.is_v6 || !std::equal(kMapped.begin(), kMapped.end(), address.bytes.begin())) {
    return address;
  }
  Address result;
  std::copy(address.bytes.begin() + kMapped.size(), address.bytes.end(), result.bytes.begin());
  return result;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = parse_address(text.substr(0, slash));
  const std::string_view digits = text.substr(slash + 1);
  if (!address || digits.empty() || !std::all_of(digits.begin(), digits.end(), ascii::is_digit)) {
    return std::nullopt;
  }
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc{} || bits > (address->is_v6 ? 128U : 32U)) return std::nullopt;
  return Network{*address, bits};
}

bool contains(const Network& network, const Address& address) {
  if (network.address.is_v6 != address.is_v6) return false;
  for (unsigned bit = 0; bit < network.bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if (((network.address.bytes[bit / 8] ^ address.bytes[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

bool is_loopback(const Address& address) {
  if (!address.is_v6) return address.bytes[0] == 127;
  std::array<std::uint8_t, 16> one{};
  one[15] = 1;
  return address.bytes == one;
}

}  // namespace proxyenv::net
