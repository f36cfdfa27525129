// SPDX-License-Identifier: Apache-2.0
// The value of a proxy variable: its parts, its defects, and the value that was certainly meant.
// The reader recognises much (people write `host:port`). It calls a value usable only if every
// client that reads lower-case names accepts it. Boost.URL is not used: its RFC 3986 grammar only
// says "invalid", but a person needs to know that the password's `@` must be written %40.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/repair.hpp"

namespace proxyenv {

// The parts of a value that can be read; views into the original text.
struct ProxyUrl {
  std::string_view scheme;  // lower case, or as written if it is unknown: http, https, socks5 ...
  std::optional<std::string_view> userinfo;  // as written, percent-encoded
  std::string_view host;                     // with brackets where it is an IPv6 literal
  std::optional<std::uint16_t> port;
  std::string_view path;  // from the first `/`, `?` or `#`; empty or "/" nearly always
};

// Why a value cannot be used as a proxy by the clients that read it.
enum class ProxyDefect {
  none,
  unreadable,             // none of the below: blanks or control characters inside, nonsense
  unbalanced_quotes,      // quotes that are not one pair around the value
  missing_scheme,         // and not of the form host:port, so no scheme is added
  unknown_scheme,         // not http, https, socks, socks4, socks4a, socks5, socks5h
  no_host,                // the place of the host is empty
  bad_host,               // a character that no host name has
  bad_port,               // not a number from 1 to 65535
  unencoded_credentials,  // reserved characters in the user or password, split in doubt
  // Not one proxy, but something in its place or beside it (one_proxy.hpp).
  several_proxies,
  second_scheme,              // http://http://
  credentials_before_scheme,  // user:password@http://host
  assignment,                 // NAME=...
  words_beside,               // a command, or the answer of a PAC file
  comment,                    // host:port # note
  // Characters that look like ASCII, or that nobody sees (look_alike.hpp).
  unseen_characters,
  typographic_characters,
  full_width_characters,
};

// The defect as the end of a sentence, for instance "names no host"; empty for none.
[[nodiscard]] std::string_view describe(ProxyDefect defect);

// Whether anything except a single slash follows host and port.
[[nodiscard]] bool has_path(const ProxyUrl& url);

struct ProxyReading {
  ProxyUrl url;  // filled as far as it could be read
  ProxyDefect defect = ProxyDefect::none;
};

// Reads the value unchanged, without repairs.
[[nodiscard]] ProxyReading read_proxy(std::string_view value);

struct CleanedProxy {
  std::string value;  // mended; the original bytes if there is a defect
  Repair repairs = Repair::none;
  ProxyDefect defect = ProxyDefect::none;
  bool blank = false;  // only blanks and quotes: no content
};

// Mends what is certainly broken for some client and certain in meaning, all or nothing: the mended
// value has the host and the port that a person sees in the given one, and the user and the
// password that stand in it unencoded. docs/decisions.md says when that is certain.
// clean_proxy(clean_proxy(x).value) changes nothing.
[[nodiscard]] CleanedProxy clean_proxy(std::string_view value);

// Whether the clients that read only lower-case names (SpellingReaders::lower_only) can use it:
// http://, host, port.
[[nodiscard]] bool is_plain_http(const ProxyReading& reading);

// What stands in user or password, decoded, that some client cannot send. Percent-encoding does not
// help: clients decode it first.
enum class CredentialFault {
  none,
  // curl decodes no control character: it goes direct without a word from 7.76 to 8.17, and fails
  // from 8.18 on (lib/url.c parse_proxy, CURLU_URLDECODE).
  control_character,
  // requests reads U+FFFD for such bytes and fails as below, clients in JavaScript raise URIError
  // (decodeURIComponent), and the others send different bytes.
  not_utf8,
  // Basic credentials end the user at the first colon (RFC 7617, 2). aiohttp raises ValueError on
  // every request (helpers.py BasicAuth); the others let the proxy read another user.
  colon_in_user,
  // requests and aiohttp send credentials as Latin-1, and raise UnicodeEncodeError on every request
  // with other characters (requests auth.py _basic_auth_str, aiohttp helpers.py BasicAuth).
  beyond_latin1,
};

// The first of these, in their order.
[[nodiscard]] CredentialFault credential_fault(const ProxyReading& reading);

// Two values with the same key name the same proxy with the same credentials: compared after
// cleaning, ignoring the host's case and a single trailing slash.
[[nodiscard]] std::string comparison_key_of_proxy(std::string_view value);

// The part before "://" if it has the form of a scheme (RFC 3986, 3.1); otherwise empty.
[[nodiscard]] std::string_view scheme_part(std::string_view value);

// Whether the scheme, in lower case, is http, https, socks, socks4, socks4a, socks5 or socks5h.
[[nodiscard]] bool is_known_scheme(std::string_view scheme);

// The value with its loopback host replaced by another host, and otherwise unchanged. Returns no
// value if it does not name loopback, or cannot be read.
[[nodiscard]] std::optional<std::string> with_loopback_replaced(std::string_view value,
                                                                std::string_view host);

}  // namespace proxyenv
