// SPDX-License-Identifier: Apache-2.0
// aria2. Read in src/option_processing.cc (overrideWithEnv), src/OptionHandlerImpl.cc
// (HttpProxyOptionHandler), src/uri_split.c and src/AbstractCommand.cc (getProxyUri, inNoProxy) of
// b4fd7cb1 (1.37). Run: 1.36.0. Its configuration file and options are not in the environment, and
// count as unset. Whatever scheme a value names, HTTP is spoken to the proxy. A value that it
// cannot read is told, and counts as unset.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/inet_aton.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// --- uri_split() -------------------------------------------------------------------------------

constexpr std::string_view kAuthorityEnd = "/?#";

struct Address {
  std::string_view host;
  std::int64_t port = 0;  // 0: none, or written so
  std::string_view behind;
};

// What follows a colon: digits to the end of the authority.
std::optional<Address> with_port(std::string_view host, std::string_view rest) {
  constexpr std::int64_t kHighestPort = 65535;
  const std::string_view digits = rest.substr(0, rest.find_first_of(kAuthorityEnd));
  std::int64_t port = 0;
  for (const char c : digits) {
    if (!ascii::is_digit(c)) return std::nullopt;
    port = port * 10 + (c - '0');
    if (port > kHighestPort) return std::nullopt;
  }
  if (digits.empty()) return std::nullopt;
  return Address{host, port, rest.substr(digits.size())};
}

// `rest` begins with the bracket.
std::optional<Address> split_ipv6(std::string_view rest) {
  const std::size_t end = rest.find(']');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const std::string_view host = rest.substr(0, end + 1);
  rest.remove_prefix(end + 1);
  if (rest.starts_with(':')) return with_port(host, rest.substr(1));
  if (!rest.empty() && kAuthorityEnd.find(rest.front()) == std::string_view::npos) {
    return std::nullopt;
  }
  return Address{host, 0, rest};
}

// Behind USER:PASSWORD@, where a further `@` is a part of the host.
std::optional<Address> split_host(std::string_view rest) {
  if (rest.empty() || rest.front() == ':' || rest.front() == '/') return std::nullopt;
  if (rest.front() == '[') return split_ipv6(rest);
  const std::size_t end = std::min(rest.find_first_of(":/?#", 1), rest.size());
  const std::string_view host = rest.substr(0, end);
  rest.remove_prefix(end);
  return rest.starts_with(':') ? with_port(host, rest.substr(1)) : Address{host, 0, rest};
}

// `rest`: behind `://`.
std::optional<Address> split_authority(std::string_view rest) {
  constexpr std::string_view kNoBeginning = "@:/";
  if (rest.empty() || kNoBeginning.find(rest.front()) != std::string_view::npos) {
    return std::nullopt;
  }
  if (rest.front() == '[') return split_ipv6(rest);
  const std::size_t end = std::min(rest.find_first_of(":[/?#", 1), rest.size());
  const std::size_t at = rest.substr(0, end).rfind('@');
  const bool has_user = at != std::string_view::npos;
  const std::string_view host = rest.substr(has_user ? at + 1 : 0, end - (has_user ? at + 1 : 0));
  const std::string_view behind = rest.substr(end);
  if (behind.starts_with('[')) return has_user && host.empty() ? split_ipv6(behind) : std::nullopt;
  if (!behind.starts_with(':')) {
    if (host.empty() && behind.empty()) return std::nullopt;
    return Address{host, 0, behind};
  }
  // A password, if an `@` follows before the authority ends; otherwise a port.
  const std::string_view password = behind.substr(1);
  if (password.empty() || password.front() == '/') return std::nullopt;
  const std::size_t mark = password.find_first_of("@[/?#", password.front() == '@' ? 0 : 1);
  if (mark != std::string_view::npos && password[mark] == '@') {
    return split_host(password.substr(mark + 1));
  }
  return with_port(host, password);
}

// --- The proxy ---------------------------------------------------------------------------------

constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> kSchemes = {
    {{"http://", 80}, {"https://", 443}, {"ftp://", 21}}};

// No value where aria2 takes no notice of the variable.
std::optional<Route> read_proxy(const Environment& environment, std::string_view name) {
  const auto value = environment.find(name);
  if (!value) return std::nullopt;
  const auto* const scheme = std::find_if(kSchemes.begin(), kSchemes.end(), [&](const auto& it) {
    return value->starts_with(it.first);
  });
  const bool has_scheme = scheme != kSchemes.end();
  const auto address = split_authority(has_scheme ? value->substr(scheme->first.size()) : *value);
  if (!address) return std::nullopt;
  const std::int64_t standard = has_scheme ? scheme->second : kSchemes.front().second;
  return through_endpoint(
      {name, *value},
      {"http", address->host, address->port == 0 ? standard : address->port, address->behind});
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  std::string_view own = "ftp_proxy";
  if (scheme == "http") own = "http_proxy";
  if (scheme == "https") own = "https_proxy";
  for (const std::string_view name : {own, std::string_view("all_proxy")}) {
    if (auto route = read_proxy(environment, name)) return {std::move(*route)};
  }
  return {Route::direct("none of its variables has a value that it can read"), false};
}

// --- The list ----------------------------------------------------------------------------------

// getaddrinfo() with AI_NUMERICHOST, which takes `127.1`, too.
std::optional<net::Address> numeric_host(std::string_view text) {
  if (auto address = net::parse_address(text)) return address;
  const auto number = inet_aton_of(text);
  if (!number) return std::nullopt;
  net::Address address;
  for (std::size_t i = 0; i < sizeof *number; ++i) {
    address.bytes[i] = static_cast<std::uint8_t>(*number >> (24 - 8 * i));
  }
  return address;
}

struct Entry {
  std::string_view text;
  std::optional<net::Network> network;
};

// ADDRESS/BITS; too many bits are as many as there are.
std::optional<net::Network> read_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = numeric_host(text.substr(0, slash));
  const std::string_view digits = text.substr(slash + 1);
  if (!address || digits.empty() || !std::all_of(digits.begin(), digits.end(), ascii::is_digit)) {
    return std::nullopt;
  }
  constexpr unsigned kMost = 128;
  unsigned bits = 0;
  for (const char c : digits) bits = std::min(bits * 10 + static_cast<unsigned>(c - '0'), kMost);
  return net::Network{*address, std::min(bits, address->is_v6 ? kMost : 32U)};
}

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  constexpr std::string_view kBlanks = "\r\n\t ";
  List list{"no_proxy", {}, {}};
  for (const std::string_view piece : text::split(environment.find("no_proxy").value_or(""), ",")) {
    const std::string_view entry = text::trimmed(piece, kBlanks);
    if (entry.empty()) continue;
    list.entries.push_back({entry, read_network(entry)});
    list.index.add(entry);
  }
  return list;
}

std::optional<Route> bypass(const List& list, const Target& target) {
  const auto address = numeric_host(target.host);
  for (const EntryIndex::Position i : list.index.candidates(target.host)) {
    const Entry& entry = list.entries[i];
    const bool is_suffix = entry.text.starts_with('.') && !address;
    const bool matches =
        entry.network ? address && net::contains(*entry.network, *address)
                      : entry.text == target.host ||
                            (is_suffix && std::string_view(target.host).ends_with(entry.text));
    if (matches) return Route::exempt(entry.text, list.variable);
  }
  return std::nullopt;
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "aria2", choose_each({"http", "https", "ftp"}, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target); });
}

constexpr ClientVersion kHistory[] = {{{}, "lower-case names alone; HTTP to every proxy"}};

}  // namespace

extern const Client kAria2 = {"aria2", "aria2", compile, kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
