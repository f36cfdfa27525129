// SPDX-License-Identifier: Apache-2.0
// What `dify verify` reads out of the files that `dify init` wrote: the places that squid reaches
// directly under --domains all, and the services that the override changes. dify/setup writes these
// files with the same words.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::dify {

// The beginnings of the lines in squid's include that name direct places. Values follow, with
// blanks between them.
inline constexpr std::string_view kDirectDomainsLine = "acl proxyenv_direct_domains dstdomain -n ";
inline constexpr std::string_view kDirectAddressesLine = "acl proxyenv_direct_addresses dst -n ";

// The places that --domains all always keeps direct, in addition to names without a dot: zones that
// are used inside networks, and private, loopback and link-local networks.
inline constexpr std::array<std::string_view, 2> kAlwaysDirectDomains = {".internal", ".local"};
inline constexpr std::array<std::string_view, 9> kAlwaysDirectAddresses = {
    "10.0.0.0/8",    "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
    "100.64.0.0/10", "::1",         "fc00::/7",       "fe80::/10"};

// The hosts that squid's include sends direct, in addition to names without a dot.
struct DirectPlaces {
  std::vector<std::string> domains;
  std::vector<std::string> addresses;  // and networks
};

// The direct places of an include without any that --exempt lists.
[[nodiscard]] DirectPlaces always_direct_places();

// Reads the text of squid's include. An include for listed domains names no direct places.
[[nodiscard]] DirectPlaces read_direct_places(std::string_view squid_include);

// Whether the text of our override has a part for the service.
[[nodiscard]] bool overrides_service(std::string_view text, std::string_view name);

}  // namespace proxyenv::dify
