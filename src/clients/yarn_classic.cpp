// SPDX-License-Identifier: Apache-2.0
// Yarn 1 (Classic). Read in lib/cli.js of yarn 1.22.22: BaseRegistry.mergeEnv and getOption of its
// settings, Config.init, RequestManager.setOptions and execute, and the package request in it
// (getProxyFromURI, uriInNoProxy, Tunnel, tunnel-agent). 1.7.0, 1.12.3 and 1.19.2 have the same
// code. Run: 1.22.22 under Node.js 20, with connections recorded. Its configuration files are taken
// to be empty. YARN_PROXY and npm_config_proxy are its setting proxy, which is not asked for the
// list; of several spellings the last in the environment counts.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/legacy_url.hpp"
#include "clients/rules/lookup.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// --- Yarn's settings -----------------------------------------------------------------------------

// Whether the name is the prefix and the key in any case; `-` in the key is `_`, too.
bool is_setting(std::string_view name, std::string_view prefix, std::string_view key) {
  if (name.size() != prefix.size() + key.size()) return false;
  const std::string_view name_key = name.substr(prefix.size());
  return ascii::equal_ignoring_case(name.substr(0, prefix.size()), prefix) &&
         std::equal(key.begin(), key.end(), name_key.begin(), [](char a, char b) {
           return a == ascii::to_lower(b) || (a == '_' && b == '-');
         });
}

std::optional<Variable> last_setting(const Environment& environment, std::string_view prefix,
                                     std::string_view key) {
  std::optional<Variable> found;
  for (const char* const entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable || !is_setting(variable->name, prefix, key)) continue;
    found = Variable{variable->name, environment.find(variable->name).value_or(variable->value)};
  }
  return found;
}

// Yarn's own name hides npm's, even where it is empty.
std::optional<Variable> find_setting(const Environment& environment, std::string_view key) {
  const auto own = last_setting(environment, "yarn_", key);
  return own ? own : last_setting(environment, "npm_config_", key);
}

// The word false counts for nothing here; for https it switches proxies off.
bool has_value(const std::optional<Variable>& setting) {
  return setting && !setting->value.empty() && setting->value != "false";
}

// --- the list ------------------------------------------------------------------------------------

struct Entry {
  std::string_view text;
  std::string_view name;  // without dots in front
  std::optional<std::string_view> port;
};

struct List {
  Variable variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

std::string_view without_dots_in_front(std::string_view host) {
  return host.substr(std::min(host.find_first_not_of('.'), host.size()));
}

List read_list(const Environment& environment) {
  List list{first_set(environment, {"NO_PROXY", "no_proxy"}).value_or(Variable{}), {}, {}};
  for (const std::string_view piece : text::split(list.variable.value, ",")) {
    Entry entry{text::trimmed(piece, text::kAsciiSpace), {}, {}};
    const std::size_t colon = entry.text.find(':');
    entry.name = without_dots_in_front(entry.text.substr(0, colon));
    if (entry.name.empty()) continue;
    if (colon != std::string_view::npos) {
      const std::string_view rest = entry.text.substr(colon + 1);
      entry.port = rest.substr(0, rest.find(':'));
    }
    list.index.add(entry.name);
    list.entries.push_back(entry);
  }
  return list;
}

// Both begin with a dot here. It looks for the first place of the entry: x does not cover x.y.x.
bool covers(const Entry& entry, const std::string& host) {
  const std::size_t at = host.find("." + ascii::lowered(entry.name));
  return at != std::string::npos && at + 1 + entry.name.size() == host.size();
}

std::optional<Route> bypass(const List& list, const Target& target) {
  if (list.variable.value == "*") return Route::exempt("*", list.variable.name);
  const std::string host = "." + ascii::lowered(without_dots_in_front(target.host));
  const std::string port = std::to_string(target.port);
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const Entry& entry = list.entries[i];
    if (entry.port.value_or(port) == port && covers(entry, host)) {
      return Route::exempt(entry.text, list.variable.name);
    }
  }
  return std::nullopt;
}

// --- the proxy -----------------------------------------------------------------------------------

// For https targets a tunnel, which speaks TLS to an https:// proxy, and HTTP to every other. There
// a port 0 is none.
Route connect(const Variable& proxy, std::string_view target_scheme) {
  const auto url = parse_legacy_url(proxy.value);
  if (!url) return Route::error("url.parse() throws", proxy.name);
  const bool tunnels = target_scheme == "https";
  if (!tunnels && url->scheme != "http" && url->scheme != "https") {
    return Route::error("request fails: \"Invalid protocol\"", proxy.name);
  }
  const bool tls = url->scheme == "https";
  const std::uint16_t default_port = tls ? 443 : 80;
  Endpoint endpoint = url->endpoint(default_port);
  endpoint.scheme = tls ? "https" : "http";
  if (tunnels && endpoint.port == 0) endpoint.port = default_port;
  if (url->host.empty()) endpoint.host = "localhost";
  return through_endpoint(proxy, endpoint);
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const bool https = scheme == "https";
  if (https) {
    const auto own = find_setting(environment, "https_proxy");
    if (has_value(own)) return {connect(*own, scheme), false};
    if (own && !own->value.empty()) return {Route::direct("switched off", own->name), false};
  }
  const auto own = find_setting(environment, "proxy");
  if (has_value(own)) return {connect(*own, scheme), false};
  auto proxy = https ? first_set(environment, {"HTTPS_PROXY", "https_proxy"}) : std::nullopt;
  if (!proxy) proxy = first_set(environment, {"HTTP_PROXY", "http_proxy"});
  if (!proxy) return {Route::direct("none of its variables has a value"), false};
  return {connect(*proxy, scheme)};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "Yarn", choose_each({"http", "https"}, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target); });
}

constexpr ClientVersion kHistory[] = {{{}, "as documented"}};

}  // namespace

extern const Client kYarnClassic = {"yarn-classic", "Yarn 1 (Classic)", compile, kHistory,
                                    Judged::by_real_client};

}  // namespace proxyenv::clients
