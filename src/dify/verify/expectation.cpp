// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/expectation.hpp"

#include <optional>

#include "net/address.hpp"

namespace proxyenv::dify {

namespace {

std::optional<net::Address> read_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const auto address = net::parse_address(text);
  return address ? std::optional(net::unmapped(*address)) : std::nullopt;
}

// 10.0.0.0/8, fc00::/7. An address without a slash is a network of one address.
std::optional<net::Network> read_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = read_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return net::Network{*address, address->is_v6 ? 128U : 32U};
  return net::parse_network(net::to_string(*address).append(text.substr(slash)));
}

}  // namespace

ExpectedWays::ExpectedWays(const Expectation& expectation)
    : everything_(expectation.everything),
      listed_(expectation.domains),
      direct_(expectation.direct) {
  for (const std::string& text : expectation.direct_addresses) {
    if (const auto network = read_network(text)) direct_addresses_.add(*network);
  }
}

bool ExpectedWays::should_use_upstream(std::string_view host) const {
  if (!everything_) return listed_.covers(host);
  const bool is_service = host.find_first_of(".:") == std::string_view::npos;
  if (is_service || direct_.covers(host)) return false;
  const auto address = read_address(host);
  return !address || !direct_addresses_.contains(*address);
}

bool is_address(std::string_view host) {
  return read_address(host).has_value();
}

std::string canonical_address(std::string_view host) {
  const auto address = read_address(host);
  return address ? net::to_string(*address) : std::string();
}

}  // namespace proxyenv::dify
