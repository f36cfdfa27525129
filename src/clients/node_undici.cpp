// SPDX-License-Identifier: Apache-2.0
// undici's EnvHttpProxyAgent, and with it Node's fetch and WebSocket where it is the global
// dispatcher. Versions are undici's. Read in lib/dispatcher/env-http-proxy-agent.js and
// proxy-agent.js of 6.21.0, 7.21.0, 7.22.0, 7.29.1, 8.0.0 to 8.0.2, 8.9.0, 8.10.0, 8.10.1, 8.11.0
// and 8.12.4. Run: 6.21.0, 7.21.0 and 7.29.0 under Node.js 20, 8.0.0 and 8.12.4 under 22, with
// connections recorded.
// Found later (docs/clients.md 8): a value with a path, query or fragment is refused, a lone slash
// aside. A trailing dot is set aside on both sides since 8.10.1, and since 8.11.0 `*` is read
// anywhere in the list, and `*.ex.test` no longer covers ex.test.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "clients/models.hpp"
#include "clients/prepared.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "clients/undici.hpp"
#include "core/proxy_url.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// `??`: the first that exists, empty or not.
std::optional<Variable> find_first(const Environment& environment, std::string_view lower,
                                   std::string_view upper) {
  if (const auto value = environment.find(lower)) return Variable{lower, *value};
  if (const auto value = environment.find(upper)) return Variable{upper, *value};
  return std::nullopt;
}

struct Proxies {
  std::optional<Variable> http;
  std::optional<Variable> https;
};

Proxies find_proxies(const Environment& environment) {
  return {find_first(environment, "http_proxy", "HTTP_PROXY"),
          find_first(environment, "https_proxy", "HTTPS_PROXY")};
}

bool has_value(const std::optional<Variable>& variable) {
  return variable && !variable->value.empty();
}

bool is_socks(std::string_view scheme) {
  return scheme == "socks5" || scheme == "socks";
}

// Only 8.0.0 and 8.0.1 put the variable's own scheme before a value that has none.
std::optional<WhatwgUrl> parse_value(const Variable& variable, const Version& version) {
  const bool adds_scheme = version >= Version{8} && version < Version{8, 0, 2};
  if (!adds_scheme || !scheme_part(variable.value).empty()) {
    return parse_whatwg_url(variable.value);
  }
  const bool https = ascii::equal_ignoring_case(variable.name, "https_proxy");
  return parse_whatwg_url((https ? "https://" : "http://") + std::string(variable.value));
}

// util.parseOrigin() takes no path, query or fragment; dots are no path.
bool is_origin(std::string_view behind) {
  const std::size_t end = std::min(behind.find_first_of("?#"), behind.size());
  const std::string_view more = behind.substr(end);
  if (!more.empty() && more != "?" && more != "#" && more != "?#") return false;
  const std::vector<std::string_view> segments = text::split(behind.substr(0, end), "/\\");
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const bool is_last = i + 1 == segments.size();
    if (segments[i] != "." && segments[i] != ".." && !(is_last && segments[i].empty())) {
      return false;
    }
  }
  return true;
}

std::optional<Route> error_in(const Variable& variable, const Version& version) {
  const auto url = parse_value(variable, version);
  if (!url) return Route::error("TypeError: Invalid URL, as the agent is built", variable.name);
  const bool known = url->scheme == "http" || url->scheme == "https" ||
                     (is_socks(url->scheme) && version >= Version{7, 23});
  if (!known) {
    return Route::error("InvalidArgumentError, as the agent is built: the proxy's scheme",
                        variable.name);
  }
  if (!is_socks(url->scheme) && !is_origin(url->behind)) {
    return Route::error("InvalidArgumentError, as the agent is built: the value has a path",
                        variable.name);
  }
  if (!url->username.empty() &&
      !(is_uri_component(url->username) && is_uri_component(url->password))) {
    return Route::error("URIError: the credentials do not percent-decode", variable.name);
  }
  return std::nullopt;
}

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

std::vector<Pattern> parse_list(std::string_view list, const Version& version) {
  constexpr std::string_view kSeparators = ", \t\n\v\f\r";
  std::vector<Pattern> patterns;
  for (const std::string_view piece : text::split(list, kSeparators)) {
    if (!piece.empty()) patterns.push_back(to_pattern(piece, version));
  }
  return patterns;
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

std::optional<Route> bypass(const Environment& environment, const Target& target,
                            const Version& version) {
  static thread_local Prepared<std::vector<Pattern>> prepared;
  const auto list = find_first(environment, "no_proxy", "NO_PROXY");
  if (!list) return std::nullopt;
  if (list->value == "*") return Route::exempt("*", list->name);
  const std::string name = whatwg_hostname(target.host, target.is_ipv6);
  std::string_view host = version < Version{8, 10} ? name : without_brackets(name);
  if (version >= Version{8, 10, 1}) host = without_trailing_dot(host);
  for (const Pattern& pattern : prepared.get(list->value, version, parse_list)) {
    if (pattern.port != 0 && pattern.port != target.port) continue;
    if (name_matches(pattern, host)) return Route::exempt(pattern.text, list->name);
  }
  return std::nullopt;
}

Route connect(const Variable& variable, const Version& version) {
  auto url = parse_value(variable, version);
  if (!url) return Route::error("TypeError: Invalid URL", variable.name);
  if (!is_socks(url->scheme)) {
    return through_endpoint(variable, url->endpoint(default_port_of(url->scheme)));
  }
  // net.connect() takes an empty host for localhost.
  constexpr std::uint16_t kSocksPort = 1080;
  if (url->host.starts_with('[')) {
    return Route::error("undici looks a SOCKS proxy's IPv6 address up as a name", variable.name);
  }
  url->scheme = "socks5";
  if (url->host.empty()) url->host = "localhost";
  if (url->port == 0) url->port = kSocksPort;
  return through_endpoint(variable, url->endpoint(kSocksPort));
}

}  // namespace

std::optional<Route> undici_construction_error(const Environment& environment,
                                               const Version& version) {
  const Proxies proxies = find_proxies(environment);
  for (const auto& proxy : {proxies.http, proxies.https}) {
    if (!has_value(proxy)) continue;
    if (auto error = error_in(*proxy, version)) return error;
  }
  return std::nullopt;
}

std::span<const ClientVersion> history_node_undici() {
  static const std::array<ClientVersion, 8> kHistory = {{
      {{}, "a plain entry is one host; `.x` and `*x` are raw suffixes"},
      {{7, 22}, "an entry with or without `.` or `*.` covers its name and the names below it"},
      {{7, 23}, "socks5 proxies"},
      {{8}, "a value without a scheme takes the variable's"},
      {{8, 0, 2}, "a value without a scheme is an error again"},
      {{8, 10}, "IPv6 in the list with or without brackets"},
      {{8, 10, 1}, "a trailing dot is aside"},
      {{8, 11}, "`*` anywhere in the list; `*.x` is only the names below"},
  }};
  return kHistory;
}

Route route_node_undici(const Environment& environment, const Target& target,
                        const Version& version) {
  if (auto error = undici_construction_error(environment, version)) return std::move(*error);
  const bool tls = target.scheme == "https" || target.scheme == "wss";
  if (!tls && target.scheme != "http" && target.scheme != "ws") {
    return Route::no_scheme("undici", target.scheme);
  }
  const Proxies proxies = find_proxies(environment);
  const auto& proxy = tls && has_value(proxies.https) ? proxies.https : proxies.http;
  if (!has_value(proxy)) {
    if (!proxy) return Route::direct("none of its variables has a value");
    return Route::direct("an empty value means no proxy", proxy->name);
  }
  if (auto exempt = bypass(environment, target, version)) return std::move(*exempt);
  return connect(*proxy, version);
}

}  // namespace proxyenv::clients
