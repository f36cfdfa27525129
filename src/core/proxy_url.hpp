// SPDX-License-Identifier: Apache-2.0
// Reads the value of a proxy variable: its parts, and its defect if it has one. The reader
// recognises much (people write `host:port`). It calls a value usable only if every client that
// reads lower-case names accepts it. Boost.URL is not used: its RFC 3986 grammar only says
// "invalid", but a person needs to know that the password's `@` must be written %40.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/proxy_defect.hpp"

namespace proxyenv {

// The parts of a value that can be read; views into the original text.
struct ProxyUrl {
  std::string_view scheme;  // lower case, or as written if it is unknown: http, https, socks5 ...
  std::optional<std::string_view> userinfo;  // as written, percent-encoded
  std::string_view host;                     // with brackets where it is an IPv6 literal
  std::optional<std::uint16_t> port;
  std::string_view path;  // from the first `/`, `?` or `#`; empty or "/" nearly always
};

// Whether anything except a single slash follows host and port.
[[nodiscard]] bool has_path(const ProxyUrl& url);

struct ProxyReading {
  ProxyUrl url;  // filled as far as it could be read
  ProxyDefect defect = ProxyDefect::none;
};

// Reads the value unchanged, without repairs.
[[nodiscard]] ProxyReading read_proxy(std::string_view value);

// Whether the clients that read only lower-case names (SpellingReaders::lower_only) can use it:
// http://, host, port.
[[nodiscard]] bool is_plain_http(const ProxyReading& reading);

// Whether user or password, decoded, has a character that is not in Latin-1. requests and aiohttp
// send them as Latin-1, percent-encoded or not, and raise UnicodeEncodeError on every request with
// others (requests auth.py _basic_auth_str, aiohttp helpers.py BasicAuth).
[[nodiscard]] bool has_credentials_beyond_latin1(const ProxyReading& reading);

// Between scheme and host.
inline constexpr std::string_view kSchemeEnd = "://";

// The part before "://" if it has the form of a scheme (RFC 3986, 3.1); otherwise empty.
[[nodiscard]] std::string_view scheme_part(std::string_view value);

// Whether the scheme, in lower case, is http, https, socks, socks4, socks4a, socks5 or socks5h.
[[nodiscard]] bool is_known_scheme(std::string_view scheme);

}  // namespace proxyenv
