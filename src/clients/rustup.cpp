// SPDX-License-Identifier: Apache-2.0
// rustup. Read in src/download/mod.rs (Proxy::custom) of rust-lang/rustup 0878429a (1.30.0), which
// asks the crate env_proxy for each URL and gives the answer to reqwest 0.13; and in src/lib.rs
// (for_url, matches_no_proxy, ProxyUrl::to_url) of inejge/env_proxy ab89caf (0.4.1). It was not
// run. What env_proxy cannot read is told in the log, and goes direct.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/rust.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients {

namespace {

// A name that is set, empty or not, hides the next; one that is not UTF-8 does, and has no value.
std::optional<Variable> find(const Environment& environment, Names names) {
  const auto found = first_present(environment, names);
  return found && is_utf8(found->value) ? found : std::nullopt;
}

// ProxyUrl::to_url(). Where http or https are in lower case, or added, it takes the port before Url
// drops it as the standard one.
std::optional<WhatwgUrl> to_url(std::string_view value) {
  constexpr std::uint16_t kDefaultPort = 8080;
  const bool has_scheme = value.find("://") != std::string_view::npos;
  auto url = parse_whatwg_url(has_scheme ? std::string(value) : "http://" + std::string(value));
  if (!url || url->host.empty()) return std::nullopt;
  if (url->port) return url;
  const bool keeps_standard =
      !has_scheme || value.starts_with("http://") || value.starts_with("https://");
  const std::string_view rest = value.substr(has_scheme ? value.find("://") + 3 : 0);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const bool is_secure = url->scheme == "https";
  const bool is_written = keeps_standard && authority.ends_with(is_secure ? ":443" : ":80");
  const std::uint16_t standard = is_secure ? 443 : 80;
  url->port = is_written ? standard : kDefaultPort;
  return url;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  auto variable = scheme == "https" ? find(environment, {"https_proxy", "HTTPS_PROXY"})
                                    : find(environment, {"http_proxy"});
  if (!variable) variable = find(environment, {"all_proxy", "ALL_PROXY"});
  if (!variable) return {Route::direct("none of its variables is set"), false};
  const auto url = to_url(variable->value);
  if (!url) return {Route::direct("no value that env_proxy can read", variable->name), false};
  // reqwest refuses another scheme, and the request goes direct.
  const bool is_known =
      url->scheme == "http" || url->scheme == "https" || rust::is_socks(url->scheme);
  if (!is_known) return {Route::direct("reqwest has no such proxy scheme", variable->name)};
  return {through_endpoint(*variable, url->endpoint(*url->port))};
}

// --- The list ----------------------------------------------------------------------------------

struct Entry {
  std::string_view text;
  std::string_view name;  // without one leading dot
};

struct List {
  Variable variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  List list{find(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{}), {}, {}};
  for (const std::string_view entry : text::split(list.variable.value, ", ")) {
    if (entry.empty() || entry == ".") continue;
    list.entries.push_back({entry, entry.substr(entry.starts_with('.') ? 1 : 0)});
    list.index.add(entry);
  }
  return list;
}

// The host as Url has it: in lower case, IPv6 in brackets.
std::optional<Route> bypass(const List& list, const Target& target) {
  if (list.variable.value == "*") return Route::exempt("*", list.variable.name);
  const std::string host = whatwg_hostname(target.host, target.is_ipv6);
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const Entry& entry = list.entries[i];
    if (net::is_in_domain(host, entry.name)) return Route::exempt(entry.text, list.variable.name);
  }
  return std::nullopt;
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "rustup", choose_each({"http", "https"}, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target); });
}

constexpr ClientVersion kHistory[] = {{{}, "by env_proxy: lower case first, port 8080"}};

}  // namespace

extern const Client kRustup = {"rustup", "rustup", compile, kHistory, Judged::from_source};

}  // namespace proxyenv::clients
