// SPDX-License-Identifier: Apache-2.0
// npm. Read in npm 11.19.1: @npmcli/agent 4.0.2 lib/proxy.js getProxy, isNoProxy, getProxyAgent;
// npm-registry-fetch lib/index.js; @npmcli/config lib/index.js loadEnv, lib/parse-field.js. Run:
// npm 11.19.1. Its configuration files are taken for empty; npm_config_* variables are modelled.
// Found later (docs/clients.md 8): npm_config_noproxy does not hide no_proxy, both exempt; a
// npm_config_proxy that is no URL is warned about and used, and fails; an IPv6 literal is reached
// through a proxy only. Names count in any case: of several spellings the last in the environment
// counts.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "clients/models.hpp"
#include "clients/prepared.hpp"
#include "clients/rules/port.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

struct Found {
  std::string_view name;
  std::string_view value;
};

// The last variable of that name in any case. `lowered` is in lower case.
std::optional<Found> find_last(const Environment& environment, std::string_view lowered) {
  std::optional<Found> found;
  for (const char* const entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable || !ascii::equal_ignoring_case(variable->name, lowered)) continue;
    const auto value = environment.find(variable->name);
    found = Found{variable->name, value.value_or(variable->value)};
  }
  return found;
}

// --- npm's configuration -----------------------------------------------------------------------

std::string config_key(std::string_view name) {
  constexpr std::string_view kPrefix = "npm_config_";
  const std::string lowered = ascii::lowered(name);
  if (!lowered.starts_with(kPrefix)) return {};
  std::string key = lowered.substr(kPrefix.size());
  for (std::size_t i = 1; i < key.size(); ++i) {
    if (key[i] == '_') key[i] = '-';
  }
  return key;
}

std::optional<Found> find_config(const Environment& environment, std::string_view key) {
  std::optional<Found> found;
  for (const char* const entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable || variable->value.empty() || config_key(variable->name) != key) continue;
    found = Found{variable->name, ascii::trimmed(variable->value)};
  }
  return found;
}

// Words for no value. What is no URL is warned about, and used all the same.
std::optional<Found> find_url_config(const Environment& environment, std::string_view key) {
  constexpr std::array<std::string_view, 4> kNothing = {"", "false", "null", "undefined"};
  const auto found = find_config(environment, key);
  const bool set =
      found && std::find(kNothing.begin(), kNothing.end(), found->value) == kNothing.end();
  return set ? found : std::nullopt;
}

std::optional<Found> find_proxy(const Environment& environment, std::string_view scheme) {
  // Both serve both schemes.
  for (const std::string_view key : {"https-proxy", "proxy"}) {
    if (const auto found = find_url_config(environment, key)) return found;
  }
  const auto https = find_last(environment, "https_proxy");
  if (scheme == "https" || (https && !https->value.empty())) return https;
  const auto http = find_last(environment, "http_proxy");
  if (http && !http->value.empty()) return http;
  return find_last(environment, "proxy");
}

// --- the list ----------------------------------------------------------------------------------

struct Entry {
  std::string_view text;
  std::string name;  // without the dots at its ends and double ones
};

std::vector<Entry> parse_list(std::string_view list, const Version& /*version*/) {
  std::vector<Entry> entries;
  for (const std::string_view piece : text::split(list, ",")) {
    Entry entry{text::trimmed(piece, text::kAsciiSpace), {}};
    for (const std::string_view label : text::split(entry.text, ".")) {
      if (label.empty()) continue;
      if (!entry.name.empty()) entry.name.push_back('.');
      entry.name.append(label);
    }
    if (!entry.name.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

// Labels from the right, to the letter.
bool entry_matches(const Entry& entry, std::string_view hostname) {
  if (!hostname.ends_with(entry.name)) return false;
  return hostname.size() == entry.name.size() ||
         hostname[hostname.size() - entry.name.size() - 1] == '.';
}

std::optional<std::string_view> exempting_entry(std::string_view list, std::string_view hostname) {
  static thread_local Prepared<std::vector<Entry>> prepared;
  for (const Entry& entry : prepared.get(list, {}, parse_list)) {
    if (entry_matches(entry, hostname)) return entry.text;
  }
  return std::nullopt;
}

// What npm does without a proxy. It hands the brackets of an IPv6 literal to the resolver.
Route direct(Route route, const Target& target) {
  if (!target.is_ipv6) return route;
  return Route::error(route.rule + ", but npm reaches no IPv6 literal by itself", route.variable);
}

std::optional<Route> exemption(const Found& list, const Target& target) {
  const auto entry = exempting_entry(list.value, whatwg_hostname(target.host, target.is_ipv6));
  if (!entry) return std::nullopt;
  return direct(Route::exempt(*entry, list.name), target);
}

// --- new URL() ---------------------------------------------------------------------------------

struct JsUrl {
  std::string scheme;  // lower case
  std::string host;    // lower case, with brackets
  std::string port;
};

bool is_special(std::string_view scheme) {
  constexpr std::array<std::string_view, 5> kSpecial = {"ftp", "http", "https", "ws", "wss"};
  return std::find(kSpecial.begin(), kSpecial.end(), scheme) != kSpecial.end();
}

// The URL standard strips blanks and controls at the ends, tabs and newlines everywhere.
std::string stripped(std::string_view value) {
  const auto is_end = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!value.empty() && is_end(value.front())) value.remove_prefix(1);
  while (!value.empty() && is_end(value.back())) value.remove_suffix(1);
  std::string text(value);
  std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return text;
}

// Nothing for "Invalid URL". Escapes in the host are not decoded.
std::optional<JsUrl> parse_url(std::string_view value) {
  const std::string text = stripped(value);
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || !ascii::is_alpha(text.front())) {
    return std::nullopt;
  }
  JsUrl url{ascii::lowered(text.substr(0, colon)), {}, {}};
  const bool scheme_valid = std::all_of(url.scheme.begin(), url.scheme.end(), [](char c) {
    return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
  });
  if (!scheme_valid) return std::nullopt;
  std::string_view rest = std::string_view(text).substr(colon + 1);
  const bool special = is_special(url.scheme);
  if (special) {
    rest.remove_prefix(std::min(rest.find_first_not_of("/\\"), rest.size()));
  } else if (rest.starts_with("//")) {
    rest.remove_prefix(2);
  } else {
    return url;  // an opaque path, no host
  }
  std::string_view authority = rest.substr(0, rest.find_first_of(special ? "/\\?#" : "/?#"));
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  const std::size_t host_end = authority.starts_with('[')
                                   ? authority.find(']') + 1
                                   : std::min(authority.find(':'), authority.size());
  url.host = ascii::lowered(authority.substr(0, host_end));
  const std::string_view port = authority.substr(host_end);
  if (special && url.host.empty()) return std::nullopt;
  if (url.host.starts_with('[') && !net::is_host(url.host)) return std::nullopt;
  if (!port.empty() && port.front() != ':') return std::nullopt;
  url.port = port.substr(port.empty() ? 0 : 1);
  if (!url.port.empty() && !parse_padded_port(url.port)) return std::nullopt;
  return url;
}

Route read_proxy_value(const Found& proxy) {
  const auto fails = [&](std::string why) { return Route::error(std::move(why), proxy.name); };
  const auto url = parse_url(proxy.value);
  if (!url) return fails("npm throws \"Invalid URL\"");
  constexpr std::array<std::string_view, 5> kSocks = {"socks", "socks4", "socks4a", "socks5",
                                                      "socks5h"};
  const bool socks = std::find(kSocks.begin(), kSocks.end(), url->scheme) != kSocks.end();
  if (!socks && url->scheme != "http" && url->scheme != "https") {
    return fails("npm throws at the proxy's scheme");
  }
  if (!net::is_host(url->host) || (socks && url->host.starts_with('['))) {
    return fails("npm cannot look the proxy's host up");
  }
  std::string port = socks ? "1080" : (url->scheme == "https" ? "443" : "80");
  if (!url->port.empty()) port = std::to_string(parse_padded_port(url->port).value_or(0));
  const std::string spoken = url->scheme == "socks" ? "socks5" : url->scheme;
  return Route::through(spoken + "://" + url->host + ":" + port, "from " + std::string(proxy.name),
                        proxy.name);
}

}  // namespace

std::span<const ClientVersion> history_npm() {
  static const std::array<ClientVersion, 1> kHistory = {{{{}, "as documented"}}};
  return kHistory;
}

Route route_npm(const Environment& environment, const Target& target, const Version& /*version*/) {
  if (target.scheme != "http" && target.scheme != "https") {
    return Route::no_scheme("npm", target.scheme);
  }
  const auto proxy = find_proxy(environment, target.scheme);
  if (!proxy) return direct(Route::direct("none of its variables is set"), target);
  if (proxy->value.empty()) return direct(Route::direct("set but empty", proxy->name), target);
  // npm's own list is asked first; the agent that it makes asks the environment's, too.
  const auto own_list = find_config(environment, "noproxy");
  const bool has_own_list = own_list && !own_list->value.empty();
  if (has_own_list) {
    if (auto route = exemption(*own_list, target)) return *route;
  }
  Route route = read_proxy_value(*proxy);
  if (route.kind == RouteKind::error && has_own_list) return route;
  if (const auto list = find_last(environment, "no_proxy")) {
    if (auto exempt = exemption(*list, target)) return *exempt;
  }
  return route;
}

}  // namespace proxyenv::clients
