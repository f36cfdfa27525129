// SPDX-License-Identifier: Apache-2.0
// Why a value cannot be used as a proxy, and the words for it.
#pragma once

#include <string_view>

namespace proxyenv {

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

}  // namespace proxyenv
