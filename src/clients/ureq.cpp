// SPDX-License-Identifier: Apache-2.0
// Rust's ureq with its default features. Read in src/proxy.rs (Proxy::try_from_env, new_with_flag,
// NoProxy), src/config.rs, src/run.rs and src/unversioned/transport (connect.rs, mod.rs) of
// algesten/ureq 5e803fc (3.4.0), and CHANGELOG.md. The first value that it can read serves every
// scheme, always by CONNECT. Before 3 a program has to ask for the environment. Run by hand, for
// Debian has 2.6 alone: 3.4.0 with ureq-proto 0.5.3, http 1.4.2, and without TLS and SOCKS.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/port.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/rust.hpp"
#include "core/proxy_url.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients {

namespace {

// Without the feature socks-proxy it connects to the target itself, which it has looked up for some
// of them alone.
std::optional<Route> without_socks(std::string_view scheme, const Variable& variable,
                                   const Version& version) {
  constexpr Version kLocalSocks5 = {3, 2};
  const bool is_late = version >= kLocalSocks5;
  if (scheme == "socks4" || (is_late && (scheme == "socks5" || scheme == "socks"))) {
    return Route::direct("its feature socks-proxy is off", variable.name);
  }
  if (scheme == "socks4a" || scheme == "socks5" || scheme == "socks" ||
      (is_late && scheme == "socks5h")) {
    return Route::error("its feature socks-proxy is off, and no address is looked up",
                        variable.name);
  }
  return std::nullopt;
}

// http::uri::Port, which is Rust's u16: a plus and zeros may stand in front. A port that is none
// counts as not written.
std::optional<std::int64_t> read_port(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (!text.empty() && text.find_first_not_of('0') == text.npos) return 0;
  return parse_padded_port(text);
}

// Proxy::new_with_flag(). No value where the next variable is tried.
std::optional<Route> read_proxy(const Variable& variable, const Version& version) {
  const auto uri = rust::parse_uri(variable.value);
  if (!uri) return std::nullopt;
  const std::string scheme = uri->scheme.empty() ? "http" : ascii::lowered(uri->scheme);
  if (auto route = without_socks(scheme, variable, version)) return route;
  if (scheme != "http" && scheme != "https") return std::nullopt;
  std::string_view text = uri->authority;
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    text.remove_prefix(at + 1);
  }
  const std::size_t host_end =
      text.starts_with('[') ? text.find(']') + 1 : std::min(text.find(':'), text.size());
  const auto port = text.size() > host_end ? read_port(text.substr(host_end + 1)) : std::nullopt;
  const std::int64_t standard = scheme == "https" ? 443 : 80;
  return through_endpoint(variable,
                          {scheme, text.substr(0, host_end), port ? *port : standard, uri->behind});
}

Choice choose(const Environment& environment, std::string_view /*scheme*/, const Version& version) {
  constexpr std::array<std::string_view, 6> kNames = {"ALL_PROXY",   "all_proxy",  "HTTPS_PROXY",
                                                      "https_proxy", "HTTP_PROXY", "http_proxy"};
  for (const std::string_view name : kNames) {
    const auto value = environment.find(name);
    if (!value || !is_utf8(*value)) continue;
    if (auto route = read_proxy({name, *value}, version)) return {*std::move(route)};
  }
  return {Route::direct("none of its variables has a value that it can read"), false};
}

// --- The list ----------------------------------------------------------------------------------

struct List {
  std::string_view variable;
  std::vector<std::string_view> entries;
  EntryIndex index;
};

List read_list(const Environment& environment, const Version& version) {
  constexpr Version kList = {3, 1, 3};
  const auto variable = rust::first_in_utf8(environment, "NO_PROXY", "no_proxy");
  if (version < kList || !variable) return {};
  List list{variable->name, text::split(variable->value, ","), {}};
  for (const std::string_view entry : list.entries) list.index.add(entry);
  return list;
}

// NoProxyEntry. Blanks belong to an entry; an IPv6 host has its brackets.
bool matches(std::string_view entry, std::string_view host) {
  if (entry == "*") return true;
  if (entry.starts_with('*')) return ascii::ends_with_ignoring_case(host, entry.substr(1));
  if (entry.starts_with('.')) return ascii::ends_with_ignoring_case(host, entry);
  const bool is_beginning = entry.ends_with('*') || entry.ends_with('.');
  if (entry.ends_with('*')) entry.remove_suffix(1);
  return ascii::equal_ignoring_case(is_beginning ? host.substr(0, entry.size()) : host, entry);
}

std::optional<Route> bypass(const List& list, const Target& target) {
  const std::string host = target.bracketed_host();
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const std::string_view entry = list.entries[i];
    if (matches(entry, host)) return Route::exempt(entry, list.variable);
  }
  return std::nullopt;
}

Router compile(const Environment& environment, const Version& version) {
  if (version < Version{3}) {
    return make_fixed_router(
        "ureq", {"http", "https"},
        Route::unread("before 3 a program asks for the environment, by try_proxy_from_env(true)"));
  }
  return make_router("ureq", choose_each({"http", "https"}, environment, version, choose),
                     [list = read_list(environment, version)](const Target& target) {
                       return bypass(list, target);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "no proxy variables are read, unless the program asks for it"},
    {{3}, "the first that it can read serves every scheme; no list"},
    {{3, 1, 3}, "the list"},
    {{3, 2}, "socks5 looks the target up; socks5h"},
};

}  // namespace

extern const Client kUreq = {"ureq", "Rust's ureq", compile, kHistory, Judged::from_source};

}  // namespace proxyenv::clients
