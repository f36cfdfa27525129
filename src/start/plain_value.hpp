// SPDX-License-Identifier: Apache-2.0
// The values that need no thought: proxies and lists which the full plan neither repairs nor
// reports, and whose parts it reads in one way only. Everything else is refused here, and the full
// plan decides. So this grammar may be smaller than the full one, but never larger.
#pragma once

#include <cstddef>

#include "start/literal.hpp"
#include "text/ascii.hpp"

namespace proxyenv::start {

// A proxy variable. An empty one has a text of 0 bytes.
struct PlainProxy {
  const char* text = nullptr;  // null: not set
  std::size_t size = 0;
  bool is_http = false;  // http://[USER[:PASSWORD]@]HOST:PORT, the form that is copied anywhere
};

// An exemption list. One that is not set and an empty one exempt the same: nothing.
struct PlainList {
  const char* text = nullptr;
  std::size_t size = 0;
  std::size_t wildcards = 0;  // entries `*.x`
  bool names_localhost = false;
  bool names_loopback_address = false;  // 127.0.0.1, or its network of 8 bits
};

// RFC 3986, 2.3, and the colon between user and password. The reserved characters, though allowed
// there, are left to the full plan: a comma, say, may stand between two proxies.
[[nodiscard]] inline bool is_plain_credential(char c) {
  return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~' || c == ':';
}

// Whether an encoded byte begins there that every client can send: ASCII that can be seen, other
// than a colon, which would end the user's name at the proxy.
[[nodiscard]] inline bool is_plain_escape(const char* at) {
  if (*at != '%' || at[1] < '2' || at[1] > '7' || !ascii::is_hex_digit(at[2])) return false;
  const char low = ascii::to_lower(at[2]);
  return !(at[1] == '3' && low == 'a') && !(at[1] == '7' && low == 'f');
}

// Moves `at` behind the text, if that stands there.
template <Literal kText>
[[nodiscard]] bool skip(const char*& at) {
  if (!begins_with<kText>(at)) return false;
  at += kText.size;
  return true;
}

// Moves `at` behind [USER[:PASSWORD]@], where that stands there. False: it needs thought.
[[nodiscard]] inline bool read_credentials(const char*& at) {
  const char* end = at;
  while (true) {
    if (is_plain_credential(*end)) {
      ++end;
    } else if (is_plain_escape(end)) {
      end += 3;
    } else {
      break;
    }
  }
  if (*end != '@') return true;  // this was the host already
  if (end == at || *at == ':') return false;
  at = end + 1;
  return true;
}

// Moves `at` behind a host name or an IPv4 address.
[[nodiscard]] inline bool read_host(const char*& at) {
  constexpr std::size_t kLongest = 253;  // as in net/host.cpp
  const char* const begin = at;
  if (*at == '.' || *at == '-') return false;
  for (; ascii::is_alnum(*at) || *at == '-' || *at == '.' || *at == '_'; ++at) {
    if (*at == '.' && at[1] == '.') return false;
  }
  return at != begin && static_cast<std::size_t>(at - begin) <= kLongest;
}

// Moves `at` behind a colon and a number from 1 to 65535.
[[nodiscard]] inline bool read_port(const char*& at) {
  if (*at != ':' || at[1] == '0') return false;
  const char* const begin = ++at;
  unsigned port = 0;
  for (; ascii::is_digit(*at) && at - begin < 6; ++at) {
    port = port * 10 + static_cast<unsigned>(*at - '0');
  }
  return at != begin && port <= 65535;
}

// False: the value needs thought.
[[nodiscard]] inline bool read_plain_proxy(const char* text, PlainProxy& proxy) {
  proxy.text = text;
  if (*text == '\0') return true;
  const char* at = text;
  proxy.is_http = skip<"http://">(at);
  if (!proxy.is_http && !skip<"socks5://">(at) && !skip<"socks5h://">(at)) return false;
  if (!read_credentials(at) || !read_host(at) || !read_port(at)) return false;
  if (*at == '/') ++at;  // a slash and nothing behind it is no path
  proxy.size = static_cast<std::size_t>(at - text);
  return *at == '\0';
}

// The names of hosts in lower case, addresses and networks are made of these. Letters in upper case
// and blanks are repaired, and quotes may be.
[[nodiscard]] inline bool is_plain_list_char(char c) {
  return ascii::is_lower(c) || ascii::is_digit(c) || c == '.' || c == '-' || c == '_' || c == ':' ||
         c == '/';
}

[[nodiscard]] inline bool ends_entry(char c) {
  return c == ',' || c == '\0';
}

// Whether the entry at `from` is this text.
template <Literal kText>
[[nodiscard]] bool is_entry(const char* from) {
  return begins_with<kText>(from) && ends_entry(from[kText.size]);
}

[[nodiscard]] inline bool holds_slash(const char* entry) {
  for (; !ends_entry(*entry); ++entry) {
    if (*entry == '/') return true;
  }
  return false;
}

// Notes what the entry at `at` says, and moves behind its star. False: it needs thought.
[[nodiscard]] inline bool begin_entry(const char*& at, PlainList& list) {
  if (ends_entry(*at)) return false;
  if (*at == '*') {
    // `*` alone exempts every host, and `*.` is no wildcard.
    if (at[1] != '.' || ends_entry(at[2])) return false;
    ++list.wildcards;
    ++at;
    return true;
  }
  if (is_entry<"localhost">(at)) list.names_localhost = true;
  if (is_entry<"127.0.0.1">(at) || is_entry<"127.0.0.0/8">(at) || is_entry<"127.0.0.1/8">(at)) {
    list.names_loopback_address = true;
    return true;
  }
  // Another network of loopback may hold the address.
  return !begins_with<"127.">(at) || !holds_slash(at);
}

// False: the value needs thought. Entries are separated by single commas.
[[nodiscard]] inline bool read_plain_list(const char* text, PlainList& list) {
  list.text = text;
  if (*text == '\0') return true;
  const char* at = text;
  while (begin_entry(at, list)) {
    while (is_plain_list_char(*at)) ++at;
    if (!ends_entry(*at)) return false;
    if (*at == '\0') {
      list.size = static_cast<std::size_t>(at - text);
      return true;
    }
    ++at;
  }
  return false;
}

}  // namespace proxyenv::start
