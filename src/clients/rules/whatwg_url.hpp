// SPDX-License-Identifier: Apache-2.0
// `new URL(text)` of JavaScript, as far as clients need it to find a proxy: scheme, host, port,
// user information. https://url.spec.whatwg.org/ (basic URL parser, host parser). Internationalized
// names (a host keeps its bytes above ASCII) and file: URLs are not implemented.
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
  std::optional<std::uint32_t> port;  // absent if it is the scheme's default
  std::string username;               // as written
  std::string password;
  std::string behind;  // from the end of the authority

  [[nodiscard]] Endpoint endpoint(std::uint32_t default_port) const {
    return {scheme, host, port.value_or(default_port), behind};
  }
};

// Returns no value if the constructor throws.
[[nodiscard]] std::optional<WhatwgUrl> parse_whatwg_url(std::string_view text);

// The value of `new URL(target).hostname`.
[[nodiscard]] std::string whatwg_hostname(std::string_view host, bool is_ipv6);

// The text without the blanks and control characters at its ends, and without tabs and line ends
// anywhere: what `new URL()` and url.parse() read.
[[nodiscard]] std::string cleaned_url(std::string_view text);

[[nodiscard]] bool is_scheme_character(char c);

// ftp, http, https, ws and wss, in lower case.
[[nodiscard]] bool is_special_scheme(std::string_view scheme);

// Whether decodeURIComponent(text) succeeds without throwing.
[[nodiscard]] bool is_uri_component(std::string_view text);

}  // namespace proxyenv::clients
