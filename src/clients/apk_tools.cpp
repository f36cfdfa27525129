// SPDX-License-Identifier: Apache-2.0
// apk, Alpine's package manager, by its libfetch. Read in libfetch/http.c (http_get_proxy,
// http_make_proxy_url, http_connect), libfetch/common.c (fetch_no_proxy_match, cidr_match) and
// libfetch/fetch.c (fetchParseURL) of apk-tools 90b974f (3.0.6). It was not run as apk; libfetch of
// that commit was, in a program that fetches a URL. A value that it cannot read counts as none.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::string_view kHttp = "http://";

// fetch_pctdecode(): whether the text has no `%` without two digits behind it, and no %00.
bool is_decodable(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    const std::string_view digits = text.substr(at + 1, 2);
    const bool are_two =
        digits.size() == 2 && std::all_of(digits.begin(), digits.end(), ascii::is_hex_digit);
    if (!are_two || digits == "00") return false;
  }
  return true;
}

// The port behind a colon: digits, perhaps none at all is an error. 0 counts as none.
std::optional<std::int64_t> read_port(std::string_view digits) {
  constexpr std::int64_t kHighestPort = 65535;
  std::int64_t port = 0;
  for (const char c : digits) {
    if (!ascii::is_digit(c)) return std::nullopt;
    port = port * 10 + (c - '0');
    if (port > kHighestPort) return std::nullopt;
  }
  return digits.empty() ? std::nullopt : std::optional(port);
}

// fetchParseURL(), which takes https:// too, but no such proxy. No value where the variable counts
// as none.
std::optional<Route> read_proxy(const Variable& variable) {
  constexpr std::int64_t kDefaultPort = 3128;
  std::string_view rest = variable.value;
  if (!rest.starts_with(kHttp)) return std::nullopt;
  rest.remove_prefix(kHttp.size());
  const std::size_t mark = rest.find_first_of("/@");
  if (mark != std::string_view::npos && rest[mark] == '@') {
    if (!is_decodable(rest.substr(0, mark))) return std::nullopt;
    rest.remove_prefix(mark + 1);
  }
  std::size_t host_end = std::min(rest.find_first_of("/:"), rest.size());
  std::string_view host = rest.substr(0, host_end);
  const std::size_t bracket = rest.starts_with('[') ? rest.find(']') : std::string_view::npos;
  if (bracket != std::string_view::npos) {
    const std::string_view behind = rest.substr(bracket + 1);
    if (behind.empty() || behind.front() == '/' || behind.front() == ':') {
      host = rest.substr(1, bracket - 1);
      host_end = bracket + 1;
    }
  }
  rest.remove_prefix(host_end);
  std::int64_t port = 0;
  if (rest.starts_with(':')) {
    const std::string_view digits = rest.substr(1, rest.find('/') - 1);
    const auto written = read_port(digits);
    if (!written) return std::nullopt;
    port = *written;
    rest.remove_prefix(digits.size() + 1);
  }
  return through_endpoint(variable, {"http", host, port == 0 ? kDefaultPort : port, rest});
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const auto variable = scheme == "https"
                            ? first_present(environment, {"HTTPS_PROXY", "https_proxy"})
                            : first_present(environment, {"HTTP_PROXY", "http_proxy"});
  if (!variable || variable->value.empty()) {
    return {Route::direct("none of its variables is set, or the first is empty"), false};
  }
  auto route = read_proxy(*variable);
  if (!route) return {Route::direct("no value that it can read", variable->name), false};
  return {std::move(*route)};
}

// --- The list ----------------------------------------------------------------------------------

struct Entry {
  std::string_view text;
  std::optional<net::Network> network;
};

struct List {
  Variable variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

// strtol() behind the slash: what follows the digits does not count, and /0 is no network.
std::optional<net::Network> read_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = net::parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  constexpr unsigned kMost = 128;
  unsigned bits = 0;
  std::string_view digits = text.substr(slash + 1);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  for (const char c : digits) {
    if (!ascii::is_digit(c) || bits > kMost) break;
    bits = bits * 10 + static_cast<unsigned>(c - '0');
  }
  if (bits == 0 || bits > (address->is_v6 ? kMost : 32U)) return std::nullopt;
  return net::Network{*address, bits};
}

List read_list(const Environment& environment) {
  List list{first_present(environment, {"NO_PROXY", "no_proxy"}).value_or(Variable{}), {}, {}};
  for (const std::string_view entry : text::split(list.variable.value, ", \t\n\v\f\r")) {
    if (entry.empty()) continue;
    list.entries.push_back({entry, read_network(entry)});
    list.index.add(entry);
  }
  return list;
}

// The host has no brackets.
std::optional<Route> bypass(const List& list, const Target& target) {
  if (list.variable.value == "*") return Route::exempt("*", list.variable.name);
  const auto address = net::parse_address(target.host);
  for (const EntryIndex::Position i : list.index.candidates(target.host)) {
    const Entry& entry = list.entries[i];
    const bool is_inside = entry.network && address &&
                           entry.network->address.is_v6 == address->is_v6 &&
                           net::contains(*entry.network, *address);
    if (is_inside || ascii::ends_with_ignoring_case(target.host, entry.text)) {
      return Route::exempt(entry.text, list.variable.name);
    }
  }
  return std::nullopt;
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "apk", choose_each({"http", "https"}, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target); });
}

constexpr ClientVersion kHistory[] = {{{}, "upper case first; http:// proxies alone"}};

}  // namespace

extern const Client kApkTools = {"apk-tools", "apk of Alpine (apk-tools 3)", compile, kHistory,
                                 Judged::from_source};

}  // namespace proxyenv::clients
