// SPDX-License-Identifier: Apache-2.0
// USER:PASSWORD@HOST:PORT, what stands between the scheme and the path of a URL (RFC 3986, 3.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/proxy_defect.hpp"

namespace proxyenv {

// Views into the text that was split.
struct Authority {
  std::optional<std::string_view> userinfo;
  std::string_view host_and_port;
};

// Splits at the last `@`.
[[nodiscard]] Authority split_authority(std::string_view authority);

struct HostAndPort {
  std::string_view host;              // with brackets where it is an IPv6 literal
  std::optional<std::uint16_t> port;  // none if there is none, or if it is no port
  ProxyDefect defect = ProxyDefect::none;
};

// Reads HOST or HOST:PORT.
[[nodiscard]] HostAndPort read_host_and_port(std::string_view text);

}  // namespace proxyenv
