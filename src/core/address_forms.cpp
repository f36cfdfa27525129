// SPDX-License-Identifier: Apache-2.0
#include "core/address_forms.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "net/address.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

constexpr std::size_t kParts = 4;
constexpr unsigned kBitsOfPart = 8;

std::optional<std::uint8_t> parse_part(std::string_view text) {
  constexpr std::size_t kMostDigits = 3;
  constexpr unsigned kLargest = 255;
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), ascii::is_digit)) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) value = value * 10 + static_cast<unsigned>(c - '0');
  if (value > kLargest) return std::nullopt;
  return static_cast<std::uint8_t>(value);
}

}  // namespace

std::optional<std::string> network_of_prefix(std::string_view entry) {
  const bool ends_open = entry.ends_with('.');
  net::Network network;
  std::size_t numbers = 0;
  std::size_t stars = 0;
  std::string_view rest = ends_open ? entry.substr(0, entry.size() - 1) : entry;
  while (true) {
    const std::size_t dot = rest.find('.');
    const std::string_view part = rest.substr(0, dot);
    if (part == "*") {
      ++stars;
    } else {
      const auto number = parse_part(part);
      if (!number || stars > 0 || numbers + 1 == kParts) return std::nullopt;
      network.address.bytes[numbers++] = *number;
    }
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  const bool is_prefix = numbers > 0 && numbers + stars <= kParts && (ends_open != (stars > 0));
  if (!is_prefix) return std::nullopt;
  return net::to_string(network.address) + "/" + std::to_string(kBitsOfPart * numbers);
}

bool is_address_range(std::string_view entry) {
  const std::size_t hyphen = entry.find('-');
  return hyphen != std::string_view::npos && net::is_ipv4(entry.substr(0, hyphen)) &&
         net::is_ipv4(entry.substr(hyphen + 1));
}

std::optional<WideNetwork> read_wide_network(std::string_view entry) {
  if (!is_wider_than_it_looks(entry)) return std::nullopt;
  const net::Network network = *net::parse_network(entry);
  auto bytes = network.address.bytes;
  const std::size_t size = network.address.is_v6 ? bytes.size() : kParts;
  std::size_t written = size;  // up to the last byte that is not zero
  while (written > 0 && bytes[written - 1] == 0) --written;
  for (std::size_t bit = network.bits; bit < kBitsOfPart * size; ++bit) {
    const unsigned mask = 1U << (kBitsOfPart - 1 - bit % kBitsOfPart);
    bytes[bit / kBitsOfPart] = static_cast<std::uint8_t>(bytes[bit / kBitsOfPart] & ~mask);
  }
  const net::Address covered{network.address.is_v6, bytes};
  return WideNetwork{net::to_string(covered) + "/" + std::to_string(network.bits),
                     net::to_string(network.address) + "/" + std::to_string(kBitsOfPart * written)};
}

bool is_wider_than_it_looks(std::string_view entry) {
  const auto network = net::parse_network(entry);
  if (!network) return false;
  const std::size_t size = network->address.is_v6 ? network->address.bytes.size() : kParts;
  if (network->address.bytes[size - 1] != 0) return false;
  for (std::size_t bit = network->bits; bit < kBitsOfPart * size; ++bit) {
    const unsigned byte = network->address.bytes[bit / kBitsOfPart];
    if ((byte >> (kBitsOfPart - 1 - bit % kBitsOfPart) & 1U) != 0) return true;
  }
  return false;
}

}  // namespace proxyenv
