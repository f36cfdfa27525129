// SPDX-License-Identifier: Apache-2.0
#include "core/portable_list.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

constexpr unsigned kAddressBits = 32;
// At most sixteen addresses are listed one by one.
constexpr unsigned kSmallNetworkBits = 28;

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  const auto address = net::parse_address(text);
  if (!address || address->is_v6) return std::nullopt;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = (number << 8U) | address->bytes[i];
  return number;
}

std::string dotted(std::uint32_t address) {
  std::string text;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    if (!text.empty()) text.push_back('.');
    text.append(std::to_string((address >> shift) & 0xffU));
  }
  return text;
}

std::optional<unsigned> parse_number(std::string_view text, unsigned largest) {
  constexpr std::size_t kMostDigits = 3;
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), ascii::is_digit)) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) value = value * 10 + static_cast<unsigned>(c - '0');
  if (value > largest) return std::nullopt;
  return value;
}

// The network that `10.`, `10.*` or `10.1.*.*` means: one to three numbers, then only stars.
std::optional<std::string> network_of_prefix(std::string_view entry) {
  constexpr std::size_t kParts = 4;
  const bool ends_open = entry.ends_with('.');
  std::uint32_t address = 0;
  unsigned numbers = 0;
  unsigned stars = 0;
  std::string_view rest = ends_open ? entry.substr(0, entry.size() - 1) : entry;
  while (true) {
    const std::size_t dot = rest.find('.');
    const std::string_view part = rest.substr(0, dot);
    if (part == "*") {
      ++stars;
    } else {
      const auto number = parse_number(part, 255);
      if (!number || stars > 0 || numbers + 1 == kParts) return std::nullopt;
      address = (address << 8U) | *number;
      ++numbers;
    }
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  const bool is_prefix = numbers > 0 && numbers + stars <= kParts && (ends_open != (stars > 0));
  if (!is_prefix) return std::nullopt;
  address <<= 8U * (kParts - numbers);
  return dotted(address) + "/" + std::to_string(8 * numbers);
}

// The addresses of a small IPv4 network.
std::vector<std::string> addresses_of(std::string_view entry) {
  const std::size_t slash = entry.find('/');
  if (slash == std::string_view::npos) return {};
  const auto address = parse_ipv4(entry.substr(0, slash));
  const auto bits = parse_number(entry.substr(slash + 1), kAddressBits);
  if (!address || !bits || *bits < kSmallNetworkBits) return {};
  const std::uint32_t size = 1U << (kAddressBits - *bits);
  const std::uint32_t first = *address & ~(size - 1);
  std::vector<std::string> addresses;
  for (std::uint32_t i = 0; i < size; ++i) addresses.push_back(dotted(first + i));
  return addresses;
}

// The host of a URL that names only a host.
std::string_view without_scheme(std::string_view entry) {
  if (scheme_part(entry).empty()) return entry;
  std::string_view host = entry.substr(scheme_part(entry).size() + 3);
  if (host.ends_with('/')) host.remove_suffix(1);
  return host.empty() || host.find_first_of("/?#@") != host.npos ? entry : host;
}

bool is_domain_name(std::string_view name) {
  return net::is_host(name) && !net::is_ipv4(name) && name.front() != '[' && !name.ends_with('.');
}

std::vector<std::string> spellings_of_entry(std::string_view written) {
  const std::string_view entry = without_scheme(written);
  if (const auto network = network_of_prefix(entry)) return {*network};
  if (auto addresses = addresses_of(entry); !addresses.empty()) return addresses;
  if (entry.starts_with('[') && entry.ends_with(']') && net::is_host(entry)) {
    return {std::string(entry.substr(1, entry.size() - 2))};
  }
  std::string_view name = entry;
  while (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
  if (name.starts_with("*.")) name.remove_prefix(1);
  const bool is_dotted = name.starts_with('.');
  if (is_dotted) name.remove_prefix(1);
  if (!is_domain_name(name)) return {std::string(entry)};
  const std::string domain = ascii::lowered(name);
  if (!is_dotted && domain.find('.') == std::string::npos) return {domain};
  return {domain, "." + domain};
}

}  // namespace

std::string portable_list(std::string_view list) {
  std::string portable;
  std::unordered_set<std::string> held;
  for (const std::string_view entry : entries_of(list)) {
    for (const std::string& spelling : spellings_of_entry(entry)) {
      if (!held.insert(spelling).second) continue;
      if (!portable.empty()) portable.push_back(',');
      portable.append(spelling);
    }
  }
  return portable;
}

}  // namespace proxyenv
