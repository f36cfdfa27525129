// SPDX-License-Identifier: Apache-2.0
// axios under Node.js, with proxy-from-env. Read in lib/adapters/http.js (setProxy),
// lib/helpers/shouldBypassProxy.js of 1.7.9, 1.13.6 to 1.21.1 and proxy-from-env 1.1.0 and 2.1.0.
// Run: 1.7.9 and 1.21.1 under Node.js 20, with connections recorded.
// Found later (docs/clients.md 8): 0.0.0.0 and :: are loopback since 1.18, short and octal IPv4
// addresses are read since 1.19, networks since 1.20, any spelling of IPv6 since 1.21. Since 1.19
// axios leaves proxies to a Node.js that has them switched on; this model then assumes the newest
// Node.js. With an older axios, both axios and Node's agent would use a proxy; that is not
// modelled.
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/node.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::string_view kSeparators = ", \t\n\v\f\r";

// proxy-from-env 1 reads npm's configuration, too.
bool has_npm_names(const Version& version) {
  return version < Version{1, 14};
}

// getEnv() tries lower case, then upper case for each name. An empty value counts as unset.
std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme,
                                   const Version& version) {
  const bool npm = has_npm_names(version);
  if (scheme == "http" && npm) {
    return first_set(environment,
                     {"npm_config_http_proxy", "NPM_CONFIG_HTTP_PROXY", "http_proxy", "HTTP_PROXY",
                      "npm_config_proxy", "NPM_CONFIG_PROXY", "all_proxy", "ALL_PROXY"});
  }
  if (npm) {
    return first_set(environment, {"npm_config_https_proxy", "NPM_CONFIG_HTTPS_PROXY",
                                   "https_proxy", "HTTPS_PROXY", "npm_config_proxy",
                                   "NPM_CONFIG_PROXY", "all_proxy", "ALL_PROXY"});
  }
  if (scheme == "http") {
    return first_set(environment, {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
  }
  return first_set(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
}

std::optional<Variable> find_list(const Environment& environment, const Version& version) {
  if (!has_npm_names(version)) return first_set(environment, {"no_proxy", "NO_PROXY"});
  return first_set(environment,
                   {"npm_config_no_proxy", "NPM_CONFIG_NO_PROXY", "no_proxy", "NO_PROXY"});
}

struct Entry {
  std::string_view host;
  std::uint64_t port = 0;  // 0: any
};

bool read_port(std::string_view digits, std::uint64_t& port) {
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), ascii::is_digit)) return false;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{}) port = ~std::uint64_t{0};  // no port
  return end == digits.data() + digits.size();
}

// proxy-from-env: `^(.+):(\d+)$`, so that a bare ::1 is the host `:` with port 1.
Entry parse_entry(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  Entry entry{text};
  if (colon == std::string_view::npos || colon == 0) return entry;
  if (read_port(text.substr(colon + 1), entry.port)) entry.host = text.substr(0, colon);
  return entry;
}

// An entry as one of the two tests reads it.
struct ListEntry {
  std::string_view text;  // as written
  Entry cut;
  bool is_suffix = false;
  // For axios' own test:
  bool covers_all = false;
  bool is_network = false;
  std::optional<net::Network> network;  // none: it cannot be read
  std::optional<net::Address> address;
  bool is_loopback = false;
};

// One of the two lists. They may come from different variables.
struct List {
  Variable variable;
  std::vector<ListEntry> entries;
  EntryIndex index;
};

List read_list(const Variable& variable) {
  List list{variable, {}, {}};
  for (const std::string_view piece : text::split(variable.value, kSeparators)) {
    if (piece.empty()) continue;
    ListEntry entry;
    entry.text = piece;
    entry.cut = parse_entry(piece);
    entry.is_suffix = entry.cut.host.starts_with('.') || entry.cut.host.starts_with('*');
    if (entry.cut.host.starts_with('*')) entry.cut.host.remove_prefix(1);
    list.entries.push_back(entry);
    list.index.add(piece);
  }
  return list;
}

// proxy-from-env's shouldProxy. The host has the brackets of IPv6.
std::optional<Route> bypass(const List& list, const Target& target) {
  if (list.variable.value == "*") return Route::exempt("*", list.variable.name);
  const std::string host = whatwg_hostname(target.host, target.is_ipv6);
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const ListEntry& entry = list.entries[i];
    if (entry.cut.port != 0 && entry.cut.port != target.port) continue;
    if (entry.is_suffix ? ascii::ends_with_ignoring_case(host, entry.cut.host)
                        : ascii::equal_ignoring_case(host, entry.cut.host)) {
      return Route::exempt(entry.text, list.variable.name);
    }
  }
  return std::nullopt;
}

// axios' own test: brackets are ignored, and a bare IPv6 address is not read as a host with a port.
Entry parse_own_entry(std::string_view text) {
  Entry entry{text};
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  if (bracket != std::string_view::npos) {
    entry.host = text.substr(1, bracket - 1);
    const std::string_view rest = text.substr(bracket + 1);
    if (rest.starts_with(':') && !read_port(rest.substr(1), entry.port)) entry.port = 0;
    return entry;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon != text.rfind(':')) return entry;
  if (read_port(text.substr(colon + 1), entry.port)) entry.host = text.substr(0, colon);
  return entry;
}

// The address of a host that is a literal, if this version can read it.
std::optional<net::Address> parse_address(std::string_view host, const Version& version) {
  auto address = net::parse_address(host);
  const bool digits_and_dots = std::all_of(host.begin(), host.end(), [](char c) {
    return ascii::is_hex_digit(c) || c == '.' || c == 'x' || c == 'X';
  });
  // There must be at least two parts: a single `127` stays a name.
  if (!address && version >= Version{1, 19} && digits_and_dots && !host.ends_with('.') &&
      host.find('.') != std::string_view::npos) {
    address = net::parse_address(whatwg_hostname(host, false));
  }
  if (address && version >= Version{1, 16}) return net::unmapped(*address);
  return address;
}

bool is_loopback(std::string_view host, const std::optional<net::Address>& address,
                 const Version& version) {
  if (host == "localhost") return true;
  if (!address) return false;
  if (net::is_loopback(net::unmapped(*address))) return true;
  constexpr net::Address kAny4;
  constexpr net::Address kAny6{true, {}};
  return version >= Version{1, 18} && (*address == kAny4 || *address == kAny6);
}

// A network and its base: ::ffff:10.0.0.0/104 is 10.0.0.0/8.
std::optional<net::Network> parse_network(std::string_view entry, const Version& version) {
  const std::size_t slash = entry.rfind('/');
  std::string_view base = entry.substr(0, slash);
  const std::string_view digits = entry.substr(slash + 1);
  std::uint64_t bits = 0;
  if (!read_port(digits, bits) || (digits.size() > 1 && digits.front() == '0')) {
    return std::nullopt;
  }
  if (base.starts_with('[') && base.ends_with(']') && base.find(':') != std::string_view::npos) {
    base = base.substr(1, base.size() - 2);
  }
  const auto network = parse_address(base, version);
  if (!network) return std::nullopt;
  const bool was_mapped = !network->is_v6 && base.find(':') != std::string_view::npos;
  if (was_mapped && bits < 96) return std::nullopt;
  if (was_mapped) bits -= 96;
  if (bits > (network->is_v6 ? 128U : 32U)) return std::nullopt;
  return net::Network{*network, static_cast<unsigned>(bits)};
}

std::string_view without_trailing_dots(std::string_view host) {
  while (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

// shouldBypassProxy never reads npm's names, and came with 1.15.
List read_own_list(const Environment& environment, const Version& version) {
  const auto variable = first_set(environment, {"no_proxy", "NO_PROXY"});
  if (!variable || version < Version{1, 15}) return {};
  List list{*variable, {}, {}};
  for (const std::string_view piece : text::split(variable->value, kSeparators)) {
    if (piece.empty()) continue;
    ListEntry entry;
    entry.text = piece;
    entry.cut = parse_own_entry(piece);
    std::string_view& host = entry.cut.host;
    entry.covers_all = version >= Version{1, 19} && piece == "*";
    entry.is_network = version >= Version{1, 20} && piece.find('/') != std::string_view::npos;
    if (entry.is_network) entry.network = parse_network(piece, version);
    host = without_trailing_dots(host);
    if (host.empty() && !entry.is_network) continue;
    if (host.starts_with('*')) host.remove_prefix(1);
    entry.is_suffix = host.starts_with('.');
    entry.address = parse_address(host, version);
    entry.is_loopback = is_loopback(ascii::lowered(host), entry.address, version);
    list.entries.push_back(entry);
    list.index.add(piece);
  }
  return list;
}

struct OwnHost {
  std::string_view name;
  std::optional<net::Address> address;
  bool is_loopback = false;
};

// Two spellings of one address are the same host if the version reads them.
bool same_host(const ListEntry& entry, const OwnHost& host, const Version& version) {
  if (ascii::equal_ignoring_case(host.name, entry.cut.host)) return true;
  if (!host.address || !entry.address || !(*host.address == *entry.address)) return false;
  // IPv6 was compared as text before 1.21; a mapped address became text of IPv4 since 1.16.
  return version >= Version{1, 21} || !host.address->is_v6;
}

bool own_entry_matches(const ListEntry& entry, const OwnHost& host, std::uint16_t port,
                       const Version& version) {
  if (entry.covers_all) return true;
  if (entry.is_network) {
    return entry.network && host.address && net::contains(*entry.network, *host.address);
  }
  if (entry.cut.port != 0 && entry.cut.port != port) return false;
  if (entry.is_suffix) return ascii::ends_with_ignoring_case(host.name, entry.cut.host);
  if (same_host(entry, host, version)) return true;
  return version >= Version{1, 15, 1} && host.is_loopback && entry.is_loopback;
}

// shouldBypassProxy.
std::optional<Route> own_bypass(const List& list, const Target& target, const Version& version) {
  if (list.entries.empty()) return std::nullopt;
  std::string name = whatwg_hostname(target.host, target.is_ipv6);
  if (target.is_ipv6) name = name.substr(1, name.size() - 2);
  if (const auto address = parse_address(name, version); address && !address->is_v6) {
    name = net::to_string(*address);
  }
  OwnHost host{without_trailing_dots(name), std::nullopt};
  host.address = parse_address(host.name, version);
  host.is_loopback = is_loopback(host.name, host.address, version);
  for (const EntryIndex::Position i : list.index.candidates(host.name)) {
    const ListEntry& entry = list.entries[i];
    if (own_entry_matches(entry, host, target.port, version)) {
      return Route::exempt(entry.text, list.variable.name);
    }
  }
  return std::nullopt;
}

Route connect(const Variable& proxy, std::string_view target_scheme, const Version& version) {
  const auto fails = [&](std::string_view why) { return Route::error(why, proxy.name); };
  const bool has_scheme = proxy.value.find("://") != std::string_view::npos;
  const std::string scheme = has_scheme ? "" : std::string(target_scheme) + "://";
  const auto url = parse_whatwg_url(scheme + std::string(proxy.value));
  if (!url) return fails("TypeError: Invalid URL");
  // https-proxy-agent speaks plain HTTP to every proxy that is not https.
  const bool tunnels = target_scheme == "https" && version >= Version{1, 17};
  const bool known = url->scheme == "http" || url->scheme == "https";
  if (!known && !tunnels) return fails("follow-redirects supports no such proxy scheme");
  // Without a tunnel the brackets of IPv6 reach the resolver.
  if (!tunnels && url->host.starts_with('[')) {
    return fails("axios looks the proxy's IPv6 address up as a name");
  }
  Endpoint endpoint = url->endpoint(url->scheme == "https" ? 443 : 80);
  if (!known) endpoint.scheme = "http";
  if (tunnels && endpoint.port == 0) endpoint.port = url->scheme == "https" ? 443 : 80;
  return through_endpoint(proxy, endpoint);
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto proxy = find_proxy(environment, scheme, version);
  if (!proxy) return {Route::direct("none of its variables has a value"), false};
  return {connect(*proxy, scheme, version)};
}

// axios 1.19 and later with NODE_USE_ENV_PROXY=1, as the newest Node.js does it.
Router compile_node(const Environment& environment, const Assumptions& assumptions) {
  return [node = kNode.compile(environment, kNode.history.back().from, assumptions)](
             const Target& target) {
    const bool known = target.scheme == "http" || target.scheme == "https";
    return known ? node(target) : Route::no_scheme("axios", target.scheme);
  };
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  if (version >= Version{1, 19} && node::uses_environment(environment, assumptions)) {
    return compile_node(environment, assumptions);
  }
  const Variable list = find_list(environment, version).value_or(Variable{});
  return make_router("axios", choose_each({"http", "https"}, environment, version, choose),
                     [list = read_list(list), own_list = read_own_list(environment, version),
                      version](const Target& target) {
                       auto route = bypass(list, target);
                       return route ? route : own_bypass(own_list, target, version);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "proxy-from-env 1: npm_config_proxy and its like count, too"},
    {{1, 14}, "proxy-from-env 2: npm's names do not"},
    {{1, 15}, "a second test of the list: IPv6 without brackets, trailing dots aside"},
    {{1, 15, 1}, "localhost, 127.0.0.0/8 and ::1 in the list stand for each other"},
    {{1, 16}, "IPv4 addresses mapped into IPv6"},
    {{1, 17}, "https URLs go through a tunnel"},
    {{1, 18}, "0.0.0.0 and :: are loopback"},
    {{1, 19}, "leaves the proxies to Node.js with NODE_USE_ENV_PROXY=1"},
    {{1, 20}, "networks in the list"},
    {{1, 21}, "any spelling of an IPv6 address"},
};

constexpr Condition kAsked[] = {Condition::node_use_env_proxy};

}  // namespace

extern const Client kAxios = {"axios",  "axios in Node.js",     compile,
                              kHistory, Judged::by_real_client, kAsked};

}  // namespace proxyenv::clients
