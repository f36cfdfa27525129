// SPDX-License-Identifier: Apache-2.0
#include "core/portable_list.hpp"

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "core/address_forms.hpp"
#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

// At most sixteen addresses are listed one by one.
constexpr unsigned kSmallNetworkBits = 28;
constexpr unsigned kAddressBits = 32;

// The addresses of a small IPv4 network, which differ in their last byte alone.
std::vector<std::string> addresses_of(std::string_view entry) {
  constexpr std::size_t kLastByte = 3;
  const auto network = net::parse_network(entry);
  if (!network || network->address.is_v6 || network->bits < kSmallNetworkBits) return {};
  const unsigned size = 1U << (kAddressBits - network->bits);
  net::Address address = network->address;
  const unsigned first = address.bytes[kLastByte] & ~(size - 1);
  std::vector<std::string> addresses;
  for (unsigned i = 0; i < size; ++i) {
    address.bytes[kLastByte] = static_cast<std::uint8_t>(first + i);
    addresses.push_back(net::to_string(address));
  }
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
