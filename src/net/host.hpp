// SPDX-License-Identifier: Apache-2.0
// Hosts and ports in a URL's authority (RFC 3986, 3.2.2 and 3.2.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace proxyenv::net {

// Whether the text can be a host: an IPv6 literal in brackets, or a name of at most 253 bytes. A
// name consists of letters, digits, `-`, `_` and single dots, and does not begin with a dot or a
// hyphen. A dot at the end is allowed, as in the DNS. `_` is not a host name character (RFC 952),
// but names of Compose services may contain it, and they resolve. An IPv4 address counts as a name.
[[nodiscard]] bool is_host(std::string_view text);

// Whether a host, written as is_host() wants it, names this machine or this container itself:
// localhost in any case, 127.0.0.0/8 (also short, as inet_aton(3) reads 127.1), [::1],
// [::ffff:127.0.0.1]. False for 0.0.0.0 and *.localhost, which only some programs treat as
// loopback; src/dify/names/upstream.cpp checks those.
[[nodiscard]] bool is_loopback_host(std::string_view host);

// Whether a host names this machine in any way: loopback, or the addresses 0.0.0.0 and [::], behind
// which Linux connects to this machine too.
[[nodiscard]] bool names_this_machine(std::string_view host);

// Reads 1 to 65535 in decimal. Returns no value for any other text.
[[nodiscard]] std::optional<std::uint16_t> parse_port(std::string_view text);

}  // namespace proxyenv::net
