// SPDX-License-Identifier: Apache-2.0
#include "dify/names/network_place.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// RFC 6762, RFC 8375, ICANN's .internal, and what companies use.
constexpr std::array<std::string_view, 9> kPrivateZones = {
    "local", "internal", "lan", "home.arpa", "corp", "home", "intranet", "private", "localdomain"};

using V4 = std::array<unsigned char, 4>;
using V6 = std::array<unsigned char, 16>;

// As to_private_networks in Dify's squid.conf.template, 1.15 and later.
bool is_private(const V4& a) {
  return a[0] == 0 || a[0] == 10 || a[0] == 127 || (a[0] == 172 && (a[1] & 0xf0U) == 16) ||
         (a[0] == 192 && a[1] == 168) || (a[0] == 100 && (a[1] & 0xc0U) == 64) ||
         (a[0] == 169 && a[1] == 254);
}
bool is_private(const V6& a) {
  const bool small = std::all_of(a.begin(), a.end() - 1, [](auto byte) { return byte == 0; });
  return (small && a[15] <= 1) || (a[0] & 0xfeU) == 0xfc ||
         (a[0] == 0xfe && (a[1] & 0xc0U) == 0x80);
}

bool is_host_character(char c) {
  return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_';
}

std::optional<Endpoint> read_endpoint(std::string_view scheme, std::string_view rest) {
  rest = rest.substr(0, rest.find_first_of("/?#, ;\"'"));
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
    rest.remove_prefix(at + 1);
  }
  Endpoint endpoint{std::string(scheme), {}, 0};
  if (rest.starts_with('[')) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    endpoint.host = ascii::lowered(rest.substr(1, end - 1));
    V6 address{};
    if (::inet_pton(AF_INET6, endpoint.host.c_str(), address.data()) != 1) return std::nullopt;
    rest.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    endpoint.host = ascii::lowered(rest.substr(0, end));
    // A placeholder, <your_account_name>.example.com, is no host.
    if (!std::all_of(endpoint.host.begin(), endpoint.host.end(), is_host_character)) {
      return std::nullopt;
    }
    rest.remove_prefix(end);
  }
  if (endpoint.host.empty()) return std::nullopt;
  const std::uint16_t standard = scheme == "https" ? 443 : 80;
  endpoint.port = rest.empty() ? standard : net::parse_port(rest.substr(1)).value_or(0);
  if (endpoint.port == 0) return std::nullopt;
  return endpoint;
}

}  // namespace

bool is_in_zone(std::string_view name, std::string_view zone) {
  return name == zone || (name.size() > zone.size() && name.ends_with(zone) &&
                          name[name.size() - zone.size() - 1] == '.');
}

std::optional<std::string_view> private_zone_of(std::string_view name) {
  for (const std::string_view zone : kPrivateZones) {
    if (is_in_zone(name, zone)) return zone;
  }
  return std::nullopt;
}

bool is_on_private_network(std::string_view host) {
  const std::string text(host);
  V4 v4{};
  if (::inet_pton(AF_INET, text.c_str(), v4.data()) == 1) return is_private(v4);
  V6 v6{};
  if (::inet_pton(AF_INET6, text.c_str(), v6.data()) == 1) return is_private(v6);
  return text.find('.') == std::string::npos || is_in_zone(text, "localhost") ||
         private_zone_of(text).has_value();
}

std::vector<Endpoint> http_endpoints_in(std::string_view value) {
  std::vector<Endpoint> endpoints;
  const std::string lowered = ascii::lowered(value);
  for (std::size_t at = 0; (at = lowered.find("://", at)) != std::string::npos; at += 3) {
    std::size_t begin = at;
    while (begin > 0 && ascii::is_alpha(lowered[begin - 1])) --begin;
    const std::string_view scheme = std::string_view(lowered).substr(begin, at - begin);
    if (scheme != "http" && scheme != "https") continue;
    if (auto endpoint = read_endpoint(scheme, value.substr(at + 3))) {
      endpoints.push_back(std::move(*endpoint));
    }
  }
  return endpoints;
}

}  // namespace proxyenv::dify
