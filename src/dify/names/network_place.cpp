// SPDX-License-Identifier: Apache-2.0
#include "dify/names/network_place.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/redaction.hpp"
#include "net/address.hpp"
#include "net/domain.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// Zones of RFC 6762, RFC 8375, ICANN's .internal, and zones that companies use.
constexpr std::array<std::string_view, 9> kPrivateZones = {
    "local", "internal", "lan", "home.arpa", "corp", "home", "intranet", "private", "localdomain"};

// The networks of to_private_networks in Dify's squid.conf.template, 1.15 and later. ::/127 holds
// :: and ::1.
constexpr std::array<std::string_view, 10> kPrivateNetworks = {
    "0.0.0.0/8",     "10.0.0.0/8",     "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
    "100.64.0.0/10", "169.254.0.0/16", "::/127",      "fc00::/7",      "fe80::/10"};

bool is_private(const net::Address& address) {
  return std::any_of(kPrivateNetworks.begin(), kPrivateNetworks.end(), [&](std::string_view text) {
    const auto network = net::parse_network(text);
    return network && net::contains(*network, address);
  });
}

bool is_host_character(char c) {
  return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_';
}

constexpr std::string_view kEndOfAuthority = "/?#, ;\"'";

std::uint16_t standard_port(std::string_view scheme, std::uint16_t other) {
  return scheme == "https" ? 443 : other;
}

// `rest`: what stands between the scheme and the path.
std::optional<Endpoint> read_endpoint(std::string_view scheme, std::string_view rest,
                                      std::uint16_t default_port) {
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
    rest.remove_prefix(at + 1);
  }
  Endpoint endpoint{std::string(scheme), {}, 0};
  if (rest.starts_with('[')) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    endpoint.host = ascii::lowered(rest.substr(1, end - 1));
    if (!net::is_ipv6(endpoint.host)) return std::nullopt;
    rest.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    endpoint.host = ascii::lowered(rest.substr(0, end));
    // A placeholder such as <your_account_name>.example.com is not a host.
    if (!std::all_of(endpoint.host.begin(), endpoint.host.end(), is_host_character)) {
      return std::nullopt;
    }
    rest.remove_prefix(end);
  }
  // "" or ".", where a path begins.
  if (std::none_of(endpoint.host.begin(), endpoint.host.end(), ascii::is_alnum)) {
    return std::nullopt;
  }
  endpoint.port = rest.empty() ? default_port : net::parse_port(rest.substr(1)).value_or(0);
  if (endpoint.port == 0) return std::nullopt;
  return endpoint;
}

}  // namespace

std::optional<std::string_view> private_zone_of(std::string_view name) {
  for (const std::string_view zone : kPrivateZones) {
    if (net::is_in_domain(name, zone)) return zone;
  }
  return std::nullopt;
}

bool is_on_private_network(std::string_view host) {
  if (const auto address = net::parse_address(host)) return is_private(*address);
  return host.find('.') == std::string_view::npos || net::is_in_domain(host, "localhost") ||
         private_zone_of(host).has_value();
}

std::vector<Endpoint> http_endpoints_in(std::string_view value) {
  std::vector<Endpoint> endpoints;
  // `https://user:12/s3cret@host`: what looks like a host may be a user. So no host is read before
  // an `@` that is not its own, and none at all where one is encoded.
  std::string without_raw(value);
  std::erase(without_raw, '@');
  if (holds_at_sign(without_raw)) return endpoints;
  const std::size_t last_at = value.rfind('@');
  const std::string lowered = ascii::lowered(value);
  for (std::size_t at = 0; (at = lowered.find("://", at)) != std::string::npos; at += 3) {
    std::size_t begin = at;
    while (begin > 0 && ascii::is_alpha(lowered[begin - 1])) --begin;
    const std::string_view scheme = std::string_view(lowered).substr(begin, at - begin);
    if (scheme != "http" && scheme != "https") continue;
    const std::size_t end = std::min(value.find_first_of(kEndOfAuthority, at + 3), value.size());
    if (last_at != std::string_view::npos && last_at >= end) continue;
    if (auto endpoint =
            read_endpoint(scheme, value.substr(at + 3, end - at - 3), standard_port(scheme, 80))) {
      endpoints.push_back(std::move(*endpoint));
    }
  }
  return endpoints;
}

std::optional<Endpoint> endpoint_of(std::string_view value, std::uint16_t default_port) {
  value = ascii::trimmed(value);
  if (value.find_first_of(", ;\"'") != std::string_view::npos) return std::nullopt;
  std::string without_raw(value);
  std::erase(without_raw, '@');
  if (holds_at_sign(without_raw)) return std::nullopt;
  std::string scheme;
  if (const std::size_t end = value.find("://"); end != std::string_view::npos) {
    scheme = ascii::lowered(value.substr(0, end));
    if (!std::all_of(scheme.begin(), scheme.end(), ascii::is_alnum)) return std::nullopt;
    value.remove_prefix(end + 3);
  }
  const std::size_t end = std::min(value.find_first_of(kEndOfAuthority), value.size());
  const std::size_t last_at = value.rfind('@');
  if (last_at != std::string_view::npos && last_at >= end) return std::nullopt;
  return read_endpoint(scheme, value.substr(0, end), standard_port(scheme, default_port));
}

}  // namespace proxyenv::dify
