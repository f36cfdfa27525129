// SPDX-License-Identifier: Apache-2.0
// node:http and node:https of Node.js. The version is that of Node.js; the model of fetch is
// node-fetch. Read in lib/internal/http.js (ProxyConfig, parseProxyConfigFromEnv) and
// lib/internal/process/pre_execution.js (setupHttpProxy) as compiled into 22.23.3, 24.21.0, 26.10.0
// and, to date the changes, 24.14.0 to 24.20.0, 25.7.0 to 25.9.0 and 26.0.0 to 26.9.0. Run:
// 22.23.3, 24.21.0 and 26.10.0, with connections recorded.
// Found later (docs/clients.md 8): `.ex.test` covers notex.test only until 24.15 and 26.0. The
// undici agent for fetch is built at start, so a value that it refuses ends the process, even if
// the program only uses node:http. The default port counts in the list.
#include "clients/rules/node.hpp"

#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/undici.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/address.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

bool has_environment_proxies(const Version& version) {
  const bool line_22 = version >= Version{22, 21} && version < Version{23};
  return line_22 || version >= Version{24, 5};
}

// Since then a suffix matches only after a dot.
bool has_label_suffix(const Version& version) {
  const bool line_24 = version >= Version{24, 16} && version < Version{25};
  return line_24 || version >= Version{26, 1};
}

// Only what it accepts at start matters here: socks5 since undici 7.23.
Version undici_inside(const Version& version) {
  const bool line_24 = version >= Version{24, 14, 1} && version < Version{25};
  return line_24 || version >= Version{25, 9} ? Version{7, 24} : Version{7, 21};
}

struct Range {
  net::Address first;
  net::Address last;
};

std::optional<Range> parse_range(std::string_view entry) {
  const std::vector<std::string_view> ends = text::split(entry, "-");
  if (ends.size() < 2) return std::nullopt;
  const auto first = net::parse_address(text::trimmed(ends[0], text::kAsciiSpace));
  const auto last = net::parse_address(text::trimmed(ends[1], text::kAsciiSpace));
  if (!first || !last || first->is_v6 || last->is_v6) return std::nullopt;
  return Range{*first, *last};
}

struct Entry {
  std::string_view text;
  std::optional<Range> range;
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  const auto variable = first_set(environment, {"no_proxy", "NO_PROXY"});
  if (!variable) return {};
  List list{variable->name, {}, {}};
  for (const std::string_view piece : text::split(variable->value, ",")) {
    const std::string_view text = text::trimmed(piece, text::kAsciiSpace);
    list.entries.push_back({text, parse_range(text)});
    list.index.add(text);
  }
  return list;
}

struct Host {
  std::string name;
  std::string with_port;
  std::optional<net::Address> address;
};

bool entry_matches(const Entry& entry, const Host& host, bool by_label) {
  const std::string_view text = entry.text;
  const bool has_star = text.starts_with('*');
  if ((has_star && text.size() == 1) || ascii::equal_ignoring_case(text, host.name)) return true;
  if (ascii::equal_ignoring_case(text, host.with_port)) return true;
  if (text.starts_with('.')) {
    const std::string_view suffix = text.substr(1);
    if (!by_label) return ascii::ends_with_ignoring_case(host.name, suffix);
    return suffix.empty() ? host.name.ends_with('.') : net::is_in_domain(host.name, suffix);
  }
  if (has_star && text.find('.') == 1) {
    return ascii::ends_with_ignoring_case(host.name, text.substr(1));
  }
  return entry.range && host.address && !host.address->is_v6 &&
         entry.range->first.bytes <= host.address->bytes &&
         host.address->bytes <= entry.range->last.bytes;
}

std::optional<Route> bypass(const List& list, const Target& target, const Version& version) {
  Host host{whatwg_hostname(target.host, target.is_ipv6), {}, std::nullopt};
  if (target.is_ipv6) host.name = host.name.substr(1, host.name.size() - 2);
  host.with_port = host.name + ":" + std::to_string(target.port);
  host.address = net::parse_address(host.name);
  const bool by_label = has_label_suffix(version);
  for (const EntryIndex::Position i : list.index.candidates(host.name)) {
    const Entry& entry = list.entries[i];
    if (entry_matches(entry, host, by_label)) return Route::exempt(entry.text, list.variable);
  }
  return std::nullopt;
}

struct Proxies {
  std::optional<Variable> http;
  std::optional<Variable> https;
};

// `||`: an empty value counts as unset.
Proxies find_proxies(const Environment& environment) {
  return {first_set(environment, {"http_proxy", "HTTP_PROXY"}),
          first_set(environment, {"https_proxy", "HTTPS_PROXY"})};
}

// The errors of the agents of undici, node:http and node:https. All are built at start, for every
// program.
std::optional<Route> error_at_start(const Environment& environment, const Version& version) {
  auto error = undici::construction_error(environment, undici_inside(version));
  const Proxies proxies = find_proxies(environment);
  for (const auto& proxy : {proxies.http, proxies.https}) {
    if (!error && proxy) error = node::error_of_agent(*proxy);
  }
  if (error) error->rule += " at start of the process";
  return error;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  if (auto error = error_at_start(environment, version)) return {std::move(*error), false};
  const Proxies proxies = find_proxies(environment);
  const auto& proxy = scheme == "https" ? proxies.https : proxies.http;
  if (!proxy) return {Route::direct("none of its variables has a value"), false};
  if (node::is_ignored(*proxy)) {
    return {Route::direct("ignores a value without http:// or https://", proxy->name), false};
  }
  const auto url = parse_whatwg_url(proxy->value);
  if (!url) return {Route::error("ERR_PROXY_INVALID_CONFIG: no URL", proxy->name), false};
  return {through_endpoint(*proxy, url->endpoint(default_port_of(url->scheme)))};
}

// Why it reads no proxy variables; empty if it does. A program's own Agent takes the place of the
// global one, which alone is given the proxies; but the agent of fetch is still built at start.
std::string_view reason_not_to_read(const Environment& environment, const Version& version,
                                    const Assumptions& assumptions) {
  if (!has_environment_proxies(version)) return "reads no proxy variables";
  if (!node::uses_environment(environment, assumptions)) {
    return "reads them only with NODE_USE_ENV_PROXY=1";
  }
  if (assumptions.holds(Condition::own_agent) && !error_at_start(environment, version)) {
    return "an Agent of the program's own reads no proxy variables";
  }
  return {};
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  const std::string_view unread = reason_not_to_read(environment, version, assumptions);
  if (!unread.empty()) {
    return make_fixed_router("node:http", {"http", "https"}, Route::unread(unread));
  }
  return make_router("node:http", choose_each({"http", "https"}, environment, version, choose),
                     [list = read_list(environment), version](const Target& target) {
                       return bypass(list, target, version);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "never reads the environment"},
    {{22, 21}, "with NODE_USE_ENV_PROXY=1; `.x` is a raw suffix"},
    {{23}, "never reads the environment"},
    {{24, 5}, "with NODE_USE_ENV_PROXY=1; `.x` is a raw suffix"},
    {{24, 16}, "`.x` covers x and the names below it"},
    {{25}, "`.x` is a raw suffix"},
    {{26, 1}, "`.x` covers x and the names below it"},
};

constexpr Condition kAsked[] = {Condition::node_use_env_proxy, Condition::own_agent};

}  // namespace

extern const Client kNode = {"node",   "Node.js http and https modules", compile,
                             kHistory, Judged::by_real_client,           kAsked};

}  // namespace proxyenv::clients
