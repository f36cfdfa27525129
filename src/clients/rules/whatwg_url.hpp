// SPDX-License-Identifier: Apache-2.0
// `new URL(text)` of JavaScript, as far as clients need it to find a proxy: scheme, host, port,
// user information. https://url.spec.whatwg.org/ (basic URL parser, host parser). Not done:
// internationalized names (a host keeps its bytes above ASCII) and file: URLs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "clients/rules/proxy_endpoint.hpp"

namespace proxyenv::clients {

struct WhatwgUrl {
  std::string scheme;                 // lower case
  std::string host;                   // normalized, IPv6 in brackets; empty if the scheme allows
  std::optional<std::uint16_t> port;  // absent where it is the scheme's default
  std::string username;               // as written
  std::string password;
  std::string behind;  // from the end of the authority

  [[nodiscard]] Endpoint endpoint(std::uint16_t default_port) const {
    return {scheme, host, port.value_or(default_port), behind};
  }
};

// Returns no value where the constructor throws.
[[nodiscard]] std::optional<WhatwgUrl> parse_whatwg_url(std::string_view text);

// What `new URL(target).hostname` is.
[[nodiscard]] std::string whatwg_hostname(std::string_view host, bool is_ipv6);

// decodeURIComponent(text) does not throw.
[[nodiscard]] bool is_uri_component(std::string_view text);

}  // namespace proxyenv::clients
