// SPDX-License-Identifier: Apache-2.0
// undici's EnvHttpProxyAgent, which a program makes, and gives to undici or sets as the global
// dispatcher; then Node's fetch and WebSocket use it, too. By itself Node's fetch does not.
// Versions are those of undici. Read in lib/dispatcher/env-http-proxy-agent.js and proxy-agent.js
// of 6.21.0, 7.21.0, 7.22.0, 7.29.1, 8.0.0 to 8.0.2, 8.9.0, 8.10.0, 8.10.1, 8.11.0 and 8.12.4. Run:
// 6.21.0, 7.21.0 and 7.29.0 under Node.js 20, 8.0.0 and 8.12.4 under 22, with connections recorded.
// rules/undici.cpp says how it reads proxies, and what its constructor refuses.
// Found later (docs/clients.md 8): a trailing dot is ignored on both sides since 8.10.1, and since
// 8.11.0 `*` is read anywhere in the list, and `*.ex.test` no longer covers ex.test.
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/undici.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

struct Entry {
  std::string_view host;
  std::uint64_t port = 0;  // 0: any
};

// `^(.+):(\d+)$`
Entry split_port(std::string_view entry) {
  const std::size_t colon = entry.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return {entry};
  const std::string_view digits = entry.substr(colon + 1);
  std::uint64_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || end != digits.data() + digits.size()) return {entry};
  if (error != std::errc{}) port = ~std::uint64_t{0};  // no port
  return {entry.substr(0, colon), port};
}

std::string_view without_brackets(std::string_view text) {
  if (text.size() < 3 || text.front() != '[' || text.back() != ']') return text;
  return text.substr(1, text.size() - 2);
}

// Since 8.10 IPv6 is compared without brackets, so a port needs them.
Entry parse_entry(std::string_view entry, const Version& version) {
  if (version < Version{8, 10}) return split_port(entry);
  const Entry cut = split_port(entry);
  if (cut.host.size() != entry.size() && without_brackets(cut.host) != cut.host) {
    return {without_brackets(cut.host), cut.port};
  }
  const std::string_view bare = without_brackets(entry);
  return std::count(bare.begin(), bare.end(), ':') == 1 ? split_port(bare) : Entry{bare};
}

std::string_view without_trailing_dot(std::string_view host) {
  if (host.size() > 1 && host.ends_with('.')) host.remove_suffix(1);
  return host;
}

bool is_below(std::string_view host, std::string_view domain) {
  if (domain.empty()) return host.ends_with('.');
  return host.size() > domain.size() && net::is_in_domain(host, domain);
}

// An entry of the list, ready to be compared.
struct Pattern {
  std::string_view text;  // as written
  std::string_view name;
  std::uint64_t port = 0;  // 0: any
  enum class Kind { host, ending, below, host_and_below, all } kind = Kind::host;
};

Pattern old_pattern(std::string_view text, Entry entry) {
  Pattern pattern{text, entry.host, entry.port};
  if (entry.host.starts_with('.') || entry.host.starts_with('*')) {
    pattern.kind = Pattern::Kind::ending;
  }
  if (entry.host.starts_with('*')) pattern.name.remove_prefix(1);
  return pattern;
}

Pattern to_pattern(std::string_view text, const Version& version) {
  const Entry entry = parse_entry(text, version);
  if (version < Version{7, 22}) return old_pattern(text, entry);
  Pattern pattern{text, entry.host, entry.port, Pattern::Kind::host_and_below};
  const bool wildcard = version >= Version{8, 11} && entry.host.starts_with('*');
  if (pattern.name.starts_with("*.")) {
    pattern.name.remove_prefix(2);
  } else if (pattern.name.starts_with('.')) {
    pattern.name.remove_prefix(1);
  }
  if (version >= Version{8, 10, 1}) pattern.name = without_trailing_dot(pattern.name);
  if (wildcard) pattern.kind = Pattern::Kind::below;
  if (version >= Version{8, 11} && pattern.name == "*") pattern.kind = Pattern::Kind::all;
  return pattern;
}

struct List {
  std::string_view variable;
  bool is_star = false;
  std::vector<Pattern> patterns;
  EntryIndex index;  // of the patterns
};

List read_list(const Environment& environment, const Version& version) {
  constexpr std::string_view kSeparators = ", \t\n\v\f\r";
  const Variable variable =
      first_present(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  List list{variable.name, variable.value == "*", {}, {}};
  for (const std::string_view piece : text::split(variable.value, kSeparators)) {
    if (piece.empty()) continue;
    list.patterns.push_back(to_pattern(piece, version));
    list.index.add(piece);
  }
  return list;
}

bool name_matches(const Pattern& pattern, std::string_view host) {
  switch (pattern.kind) {
    case Pattern::Kind::host:
      return ascii::equal_ignoring_case(host, pattern.name);
    case Pattern::Kind::ending:
      return ascii::ends_with_ignoring_case(host, pattern.name);
    case Pattern::Kind::below:
      return is_below(host, pattern.name);
    case Pattern::Kind::host_and_below:
      return is_below(host, pattern.name) || ascii::equal_ignoring_case(host, pattern.name);
    case Pattern::Kind::all:
      return true;
  }
  return false;
}

std::optional<Route> bypass(const List& list, const Target& target, const Version& version) {
  if (list.is_star) return Route::exempt("*", list.variable);
  const std::string name = whatwg_hostname(target.host, target.is_ipv6);
  std::string_view host = version < Version{8, 10} ? name : without_brackets(name);
  if (version >= Version{8, 10, 1}) host = without_trailing_dot(host);
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const Pattern& pattern = list.patterns[i];
    if (pattern.port != 0 && pattern.port != target.port) continue;
    if (name_matches(pattern, host)) return Route::exempt(pattern.text, list.variable);
  }
  return std::nullopt;
}

Route connect(const Variable& variable, const Version& version) {
  auto url = undici::parse_value(variable, version);
  if (!url) return Route::error("TypeError: Invalid URL", variable.name);
  if (!undici::is_socks(url->scheme)) {
    return through_endpoint(variable, url->endpoint(default_port_of(url->scheme)));
  }
  // net.connect() treats an empty host as localhost.
  constexpr std::uint16_t kSocksPort = 1080;
  if (url->host.starts_with('[')) {
    return Route::error("undici looks a SOCKS proxy's IPv6 address up as a name", variable.name);
  }
  url->scheme = "socks5";
  if (url->host.empty()) url->host = "localhost";
  if (url->port == 0) url->port = kSocksPort;
  return through_endpoint(variable, url->endpoint(kSocksPort));
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const undici::Proxies proxies = undici::find_proxies(environment);
  const bool tls = scheme == "https" || scheme == "wss";
  const bool has_https = proxies.https && !proxies.https->value.empty();
  const auto& proxy = tls && has_https ? proxies.https : proxies.http;
  if (!proxy) return {Route::direct("none of its variables has a value"), false};
  if (proxy->value.empty()) {
    return {Route::direct("an empty value means no proxy", proxy->name), false};
  }
  return {connect(*proxy, version)};
}

Router compile(const Environment& environment, const Version& version) {
  if (const auto error = undici::construction_error(environment, version)) {
    return make_fixed_router("undici", {"http", "https", "ws", "wss"}, *error);
  }
  return make_router("undici",
                     choose_each({"http", "https", "ws", "wss"}, environment, version, choose),
                     [list = read_list(environment, version), version](const Target& target) {
                       return bypass(list, target, version);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "a plain entry is one host; `.x` and `*x` are raw suffixes"},
    {{7, 22}, "an entry with or without `.` or `*.` covers its name and the names below it"},
    {{7, 23}, "socks5 proxies"},
    {{8}, "a value without a scheme takes the variable's"},
    {{8, 0, 2}, "a value without a scheme is an error again"},
    {{8, 10}, "IPv6 in the list with or without brackets"},
    {{8, 10, 1}, "a trailing dot is aside"},
    {{8, 11}, "`*` anywhere in the list; `*.x` is only the names below"},
};

}  // namespace

extern const Client kNodeUndici = {"node-undici", "undici's EnvHttpProxyAgent, set by a program",
                                   compile, kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
