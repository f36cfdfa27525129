// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/expectation.hpp"

#include <algorithm>
#include <optional>

#include "dify/names/domain_list.hpp"
#include "net/address.hpp"

namespace proxyenv::dify {

namespace {

std::optional<net::Address> read_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const auto address = net::parse_address(text);
  return address ? std::optional(net::unmapped(*address)) : std::nullopt;
}

std::optional<net::Network> read_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = read_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return net::Network{*address, address->is_v6 ? 128U : 32U};
  return net::parse_network(net::to_string(*address).append(text.substr(slash)));
}

// Whether `host` is an address in `network`: 10.0.0.0/8, fc00::/7. An address without a slash is a
// network of one address. False if either cannot be read.
bool is_in_network(std::string_view host, std::string_view network) {
  const auto address = read_address(host);
  if (!address) return false;
  const auto place = read_network(network);
  return place && net::contains(*place, *address);
}

bool is_in_any_network(std::string_view host, const std::vector<std::string>& networks) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const std::string& network) { return is_in_network(host, network); });
}

}  // namespace

bool should_use_upstream(std::string_view host, const Expectation& expectation) {
  if (!expectation.everything) return is_covered(host, expectation.domains);
  const bool is_service = host.find_first_of(".:") == std::string_view::npos;
  return !is_service && !is_covered(host, expectation.direct) &&
         !is_in_any_network(host, expectation.direct_addresses);
}

bool is_covered(std::string_view host, const std::vector<std::string>& domains) {
  return std::any_of(domains.begin(), domains.end(),
                     [&](const std::string& domain) { return covers(domain, host); });
}

bool is_address(std::string_view host) {
  return read_address(host).has_value();
}

std::string canonical_address(std::string_view host) {
  const auto address = read_address(host);
  return address ? net::to_string(*address) : std::string();
}

bool is_same_address(std::string_view a, std::string_view b) {
  const auto left = read_address(a);
  return left && left == read_address(b);
}

}  // namespace proxyenv::dify
