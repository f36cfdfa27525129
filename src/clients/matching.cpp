// SPDX-License-Identifier: Apache-2.0
#include "clients/matching.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "core/ascii.hpp"

namespace proxyenv::matching {

namespace {

// Written out: the library's find_first_of() calls memchr() for each character, and `explain` asks
// about each entry of a list for each client and target.
bool is_one_of(char c, std::string_view set) {
  return std::any_of(set.begin(), set.end(), [c](char one) { return one == c; });
}

}  // namespace

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_one_of(text[i], separators)) continue;
    pieces.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

std::string_view trimmed(std::string_view text, std::string_view set) {
  while (!text.empty() && is_one_of(text.front(), set)) text.remove_prefix(1);
  while (!text.empty() && is_one_of(text.back(), set)) text.remove_suffix(1);
  return text;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char left, char right) {
    return ascii::to_lower(left) == ascii::to_lower(right);
  });
}

bool ends_with_ignoring_case(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() &&
         equal_ignoring_case(text.substr(text.size() - ending.size()), ending);
}

bool in_domain(std::string_view host, std::string_view domain) {
  if (domain.empty() || !ends_with_ignoring_case(host, domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

std::optional<Address> parse_address(std::string_view text) {
  // Most entries of a list are names, which a first look tells.
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

}  // namespace proxyenv::matching
