// SPDX-License-Identifier: Apache-2.0
// Where a host is, as far as its name or address tells without asking anybody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::dify {

// A private, loopback or link-local address, a name without a dot, or one in a zone that is used
// inside networks (.local, .internal, .corp ...).
[[nodiscard]] bool is_on_private_network(std::string_view host);

// The name lies in the zone, or is it: example.com and www.example.com in example.com.
[[nodiscard]] bool is_in_zone(std::string_view name, std::string_view zone);

// The private zone that the name lies in.
[[nodiscard]] std::optional<std::string_view> private_zone_of(std::string_view name);

struct Endpoint {
  std::string scheme;  // in lower case
  std::string host;    // in lower case, without brackets
  std::uint16_t port = 0;
};
// The URLs of these schemes in a value that is one, or a list of them. Never a piece of userinfo.
[[nodiscard]] std::vector<Endpoint> http_endpoints_in(std::string_view value);

}  // namespace proxyenv::dify
