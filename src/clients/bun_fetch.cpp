// SPDX-License-Identifier: Apache-2.0
// fetch of Bun: Claude Code and opencode are programs of Bun. Versions are those of Bun. Read in
// src/dotenv/env_loader.rs (get_http_proxy) and src/dotenv/no_proxy.rs of 1.4. Run: 1.4.5, with
// connections recorded.
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "core/proxy_url.hpp"
#include "net/address.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::string_view kBlanks = ", \t\r\n";

struct Entry {
  std::string_view text;
  std::string_view name;  // without `*.`, `.`, brackets, port and trailing dot
  std::optional<std::string_view> port;
  std::optional<net::Address> address;
  std::optional<net::Network> network;
};

std::string_view without_trailing_dot(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

// `::ffff:10.0.0.0/104` is `10.0.0.0/8`, and the address may be in brackets.
std::optional<net::Network> unmapped_network(std::string_view text) {
  std::string bare(text);
  if (const std::size_t close = bare.find("]/"); bare.starts_with('[') && close != bare.npos) {
    bare = bare.substr(1, close - 1) + bare.substr(close + 1);
  }
  auto network = net::parse_network(bare);
  if (!network || !network->address.is_v6) return network;
  constexpr unsigned kMappedBits = 96;
  const net::Address address = net::unmapped(network->address);
  if (address.is_v6) return network;
  if (network->bits < kMappedBits) return std::nullopt;
  return net::Network{address, network->bits - kMappedBits};
}

std::optional<net::Address> read_address(std::string_view text) {
  const auto address = net::parse_address(text);
  return address ? std::optional(net::unmapped(*address)) : std::nullopt;
}

Entry read_entry(std::string_view text) {
  Entry entry{text, text, {}, {}, {}};
  if (text.find('/') != std::string_view::npos) {
    entry.network = unmapped_network(text);
    entry.name = {};
    return entry;
  }
  if (text.starts_with('[') && text.find(']') != std::string_view::npos) {
    const std::size_t close = text.find(']');
    entry.name = text.substr(1, close - 1);
    if (text.substr(close + 1).starts_with(':')) entry.port = text.substr(close + 2);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    entry.name = text.substr(0, text.find(':'));
    entry.port = text.substr(text.find(':') + 1);
  }
  if (entry.name.starts_with("*.")) {
    entry.name.remove_prefix(2);
  } else if (entry.name.starts_with('.')) {
    entry.name.remove_prefix(1);
  }
  entry.name = without_trailing_dot(entry.name);
  entry.address = read_address(entry.name);
  return entry;
}

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  const Variable variable = first_set(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  List list{variable.name, {}, {}};
  for (const std::string_view piece : text::split(variable.value, kBlanks)) {
    if (piece.empty()) continue;
    list.entries.push_back(read_entry(piece));
    list.index.add(piece);
  }
  return list;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = end == text.data() + text.size() && !text.empty();
  return error == std::errc{} && is_whole ? std::optional(number) : std::nullopt;
}

bool entry_matches(const Entry& entry, std::string_view host,
                   const std::optional<net::Address>& address, std::uint16_t port) {
  if (entry.text == "*") return true;
  if (entry.network) return address && net::contains(*entry.network, *address);
  if (entry.name.empty() || (entry.port && parse_port(*entry.port) != port)) return false;
  if (address) return entry.address == address;
  return net::is_in_domain(host, entry.name);
}

std::optional<Route> bypass(const List& list, const Target& target) {
  std::string name = whatwg_hostname(target.host, target.is_ipv6);
  if (target.is_ipv6) name = name.substr(1, name.size() - 2);
  const std::string_view host = without_trailing_dot(name);
  const auto address = read_address(host);
  for (const EntryIndex::Position i : list.index.candidates(name)) {
    const Entry& entry = list.entries[i];
    if (entry_matches(entry, host, address, target.port)) {
      return Route::exempt(entry.text, list.variable);
    }
  }
  return std::nullopt;
}

bool is_quoted_nothing(std::string_view value) {
  return value == "\"\"" || value == "''";
}

// URL::parse() takes every text. A port that is no number is that of the scheme, a carriage return
// behind it included.
Route connect(const Variable& variable) {
  std::string_view rest = variable.value;
  const std::string scheme = ascii::lowered(scheme_part(rest));
  if (!scheme.empty()) {
    rest.remove_prefix(scheme.size() + kSchemeEnd.size());
  } else if (rest.starts_with("//")) {
    rest.remove_prefix(2);
  }
  if (!scheme.empty() && scheme != "http" && scheme != "https") {
    return Route::error("UnsupportedProxyProtocol", variable.name);
  }
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view authority = rest.substr(0, path);
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    // Without a scheme the user, unless it is empty, is taken for the host.
    if (scheme.empty() && at > 0) {
      return Route::error("takes the user for the proxy's host", variable.name);
    }
    authority.remove_prefix(at + 1);
  }
  // What stands between a bracket and the colon of the port is nothing to it.
  const std::size_t close = authority.starts_with('[') ? authority.find(']') : 0;
  const std::size_t colon = std::min(authority.find(':', close), authority.size());
  const std::size_t host_end = close == 0 ? colon : std::min(close, authority.size() - 1) + 1;
  const std::string_view port = authority.substr(std::min(colon + 1, authority.size()));
  const std::int64_t number =
      parse_port(port).value_or(scheme == "https" ? std::uint16_t{443} : std::uint16_t{80});
  return through_endpoint(variable, {scheme.empty() ? "http" : scheme,
                                     authority.substr(0, host_end), number, rest.substr(path)});
}

// A variable of all schemes counts only with a scheme that Bun speaks.
std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme) {
  const auto own = scheme == "https" ? first_set(environment, {"https_proxy", "HTTPS_PROXY"})
                                     : first_set(environment, {"http_proxy", "HTTP_PROXY"});
  if (own && !is_quoted_nothing(own->value)) return own;
  const auto all = first_set(environment, {"all_proxy", "ALL_PROXY"});
  if (!all || is_quoted_nothing(all->value)) return std::nullopt;
  const std::string spoken = ascii::lowered(scheme_part(all->value));
  return spoken.empty() || spoken == "http" || spoken == "https" ? all : std::nullopt;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const auto variable = find_proxy(environment, scheme);
  if (!variable) return {Route::direct("none of its variables has a value it can use"), false};
  return {connect(*variable)};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "Bun", choose_each({"http", "https"}, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target); });
}

constexpr ClientVersion kHistory[] = {{{}, "lower case first, then ALL_PROXY"}};

}  // namespace

extern const Client kBunFetch = {"bun-fetch", "Bun fetch (Claude Code, opencode)", compile,
                                 kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
