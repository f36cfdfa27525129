// SPDX-License-Identifier: Apache-2.0
// npm. Read in npm 11.19.1: @npmcli/agent 4.0.2 lib/proxy.js getProxy, isNoProxy, getProxyAgent;
// npm-registry-fetch lib/index.js; @npmcli/config lib/index.js loadEnv, lib/parse-field.js. Run:
// npm 11.19.1. Its configuration files are assumed to be empty; npm_config_* variables are
// modelled.
// Found later (docs/clients.md 8): npm_config_noproxy does not hide no_proxy, and both exempt. If
// npm_config_proxy is not a URL, npm warns, uses it, and fails. An IPv6 literal can only be reached
// through a proxy. Names count in any case; of several spellings the last in the environment
// counts.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/labels.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/port.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

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

std::optional<Variable> find_config(const Environment& environment, std::string_view key) {
  std::optional<Variable> found;
  for (const char* const entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable || variable->value.empty() || config_key(variable->name) != key) continue;
    found = Variable{variable->name, ascii::trimmed(variable->value)};
  }
  return found;
}

// Some words mean no value. npm warns about a value that is not a URL, but uses it.
std::optional<Variable> find_url_config(const Environment& environment, std::string_view key) {
  constexpr std::array<std::string_view, 4> kNothing = {"", "false", "null", "undefined"};
  const auto found = find_config(environment, key);
  const bool set =
      found && std::find(kNothing.begin(), kNothing.end(), found->value) == kNothing.end();
  return set ? found : std::nullopt;
}

std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme) {
  // Both proxies are used for both schemes.
  for (const std::string_view key : {"https-proxy", "proxy"}) {
    if (const auto found = find_url_config(environment, key)) return found;
  }
  const auto https = last_in_any_case(environment, "https_proxy");
  if (scheme == "https" || (https && !https->value.empty())) return https;
  const auto http = last_in_any_case(environment, "http_proxy");
  if (http && !http->value.empty()) return http;
  return last_in_any_case(environment, "proxy");
}

// --- the list ----------------------------------------------------------------------------------

labels::List read_list(const std::optional<Variable>& variable) {
  return labels::read_list(variable.value_or(Variable{}));
}

// The route without a proxy. npm passes the brackets of an IPv6 literal to the resolver.
Route direct(Route route, const Target& target) {
  if (!target.is_ipv6) return route;
  return Route::error(route.rule + ", but npm reaches no IPv6 literal by itself", route.variable);
}

std::optional<Route> exempted(const labels::List& list, const Target& target) {
  const std::string host = whatwg_hostname(target.host, target.is_ipv6);
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const labels::Entry& entry = list.entries[i];
    if (labels::covers(entry, host)) {
      return direct(Route::exempt(entry.text, list.variable), target);
    }
  }
  return std::nullopt;
}

// --- new URL() ---------------------------------------------------------------------------------

struct JsUrl {
  std::string scheme;  // lower case
  std::string host;    // lower case, with brackets
  std::string port;
  bool is_decodable = true;  // user and password, by decodeURIComponent
};

// Returns no value for "Invalid URL". Escapes in the host are not decoded.
std::optional<JsUrl> parse_url(std::string_view value) {
  const std::string text = cleaned_url(value);
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || !ascii::is_alpha(text.front())) {
    return std::nullopt;
  }
  JsUrl url{ascii::lowered(text.substr(0, colon)), {}, {}, true};
  if (!std::all_of(url.scheme.begin(), url.scheme.end(), is_scheme_character)) return std::nullopt;
  std::string_view rest = std::string_view(text).substr(colon + 1);
  const bool special = is_special_scheme(url.scheme);
  if (special) {
    rest.remove_prefix(std::min(rest.find_first_not_of("/\\"), rest.size()));
  } else if (rest.starts_with("//")) {
    rest.remove_prefix(2);
  } else {
    return url;  // an opaque path, no host
  }
  std::string_view authority = rest.substr(0, rest.find_first_of(special ? "/\\?#" : "/?#"));
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url.is_decodable = is_uri_component(authority.substr(0, at));
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

Route read_proxy_value(const Variable& proxy) {
  const auto fails = [&](std::string_view why) { return Route::error(why, proxy.name); };
  const auto url = parse_url(proxy.value);
  if (!url) return fails("npm throws \"Invalid URL\"");
  constexpr std::array<std::string_view, 5> kSocks = {"socks", "socks4", "socks4a", "socks5",
                                                      "socks5h"};
  const bool socks = std::find(kSocks.begin(), kSocks.end(), url->scheme) != kSocks.end();
  if (!socks && url->scheme != "http" && url->scheme != "https") {
    return fails("npm throws at the proxy's scheme");
  }
  if (!url->is_decodable) return fails("URIError: the credentials do not percent-decode");
  if (!net::is_host(url->host) || (socks && url->host.starts_with('['))) {
    return fails("npm cannot look the proxy's host up");
  }
  std::uint16_t port = socks ? 1080 : (url->scheme == "https" ? 443 : 80);
  if (!url->port.empty()) port = parse_padded_port(url->port).value_or(0);
  const std::string spoken = url->scheme == "socks" ? "socks5" : url->scheme;
  return Route::through(spoken, url->host, port, proxy.name);
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const auto proxy = find_proxy(environment, scheme);
  if (!proxy) return {Route::direct("none of its variables is set"), false};
  if (proxy->value.empty()) return {Route::direct("set but empty", proxy->name), false};
  return {read_proxy_value(*proxy)};
}

// npm's agent reads the list of the environment after npm's own one.
struct Lists {
  labels::List own;
  bool has_own = false;
  labels::List of_environment;
};

Lists read_lists(const Environment& environment) {
  const auto own = find_config(environment, "noproxy");
  return {read_list(own), own && !own->value.empty(),
          read_list(last_in_any_case(environment, "no_proxy"))};
}

Router compile(const Environment& environment, const Version& version) {
  return [choices = choose_each({"http", "https"}, environment, version, choose),
          lists = read_lists(environment)](const Target& target) {
    const Choice* const choice = find_choice(choices, target.scheme);
    if (choice == nullptr) return Route::no_scheme("npm", target.scheme);
    if (!choice->asks_list) return direct(choice->route, target);
    if (auto route = exempted(lists.own, target)) return std::move(*route);
    if (choice->route.kind == RouteKind::error && lists.has_own) return choice->route;
    return exempted(lists.of_environment, target).value_or(choice->route);
  };
}

constexpr ClientVersion kHistory[] = {{{}, "as documented"}};

}  // namespace

extern const Client kNpm = {"npm", "npm", compile, kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
