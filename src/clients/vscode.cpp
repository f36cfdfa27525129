// SPDX-License-Identifier: Apache-2.0
// VS Code and its extensions: what node:http and node:https do under its agent. Read in
// @vscode/proxy-agent 0.45.0 out/index.js (createProxyResolver, proxyFromConfigURL, noProxyFromEnv)
// and out/agent.js (getProxyURLFromResolverResult). Run: 0.45.0, as a server or container has it.
// Its settings (http.proxy, http.noProxy) are taken to be empty, and the desktop to have no proxy
// of its own, which VS Code asks for where no variable names one.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// --- the proxy -----------------------------------------------------------------------------------

// What it hands to its agents for the scheme of a value; empty for one that it does not know.
std::string_view agent_scheme(std::string_view scheme) {
  if (scheme == "http" || scheme == "https") return scheme;
  if (scheme == "socks" || scheme == "socks5" || scheme == "socks5h") return "socks5h";
  if (scheme == "socks4" || scheme == "socks4a") return "socks4a";
  return {};
}

// It writes the value as a PAC script would ("PROXY host:port"), and reads that again: a blank or
// a semicolon ends it.
Route read_proxy_value(const Variable& proxy) {
  const auto fails = [&](std::string_view why) { return Route::error(why, proxy.name); };
  const std::string_view value = text::trimmed(proxy.value, text::kAsciiSpace);
  const std::size_t end = value.find("://");
  if (end == std::string_view::npos) return Route::direct("no ://, so no proxy", proxy.name);
  const std::string written = ascii::lowered(value.substr(0, end));
  const std::string_view scheme = agent_scheme(written);
  if (scheme.empty()) return Route::direct("no proxy scheme that VS Code knows", proxy.name);
  std::string_view rest = value.substr(end + 3);
  rest = text::trimmed(rest, text::kAsciiSpace);
  rest = rest.substr(0, rest.find_first_of(" \t\n\v\f\r;"));
  const auto url = parse_whatwg_url(text::concatenated({scheme, "://", rest}));
  if (!url || url->host.empty()) return fails("VS Code finds no host in it");
  if (!is_uri_component(url->username) || !is_uri_component(url->password)) {
    return fails("URIError after connecting: the credentials do not percent-decode");
  }
  const bool socks = scheme.starts_with("socks");
  if (socks && url->host.starts_with('[')) return fails("the proxy's address is taken for a name");
  std::uint16_t port = scheme == "https" ? 443 : 80;
  if (socks) port = 1080;
  Endpoint endpoint = url->endpoint(port);
  if (socks && endpoint.port == 0) endpoint.port = port;  // parseInt(port) || 1080
  return through_endpoint(proxy, endpoint);
}

Choice choose(const Environment& environment, std::string_view /*scheme*/,
              const Version& /*version*/) {
  const auto proxy =
      first_set(environment, {"https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"});
  if (!proxy) return {Route::direct("none of its variables has a value"), false};
  return {read_proxy_value(*proxy)};
}

// --- the list ------------------------------------------------------------------------------------

struct Entry {
  std::string_view text;
  std::string domain;     // lower case, with a dot before it
  std::string_view port;  // empty for any
};

struct List {
  std::string_view variable;
  bool has_star = false;
  std::vector<Entry> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  const Variable variable = first_set(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  List list{variable.name, false, {}, {}};
  const std::string_view whole = text::trimmed(variable.value, text::kAsciiSpace);
  for (const std::string_view piece : text::split(whole, ",")) {
    if (piece == "*") list.has_star = true;
    const std::string_view entry = text::trimmed(piece, text::kAsciiSpace);
    const std::vector<std::string_view> parts = text::split(entry, ":");
    if (parts.front().empty()) continue;
    std::string domain = ascii::lowered(parts.front());
    if (!domain.starts_with('.')) domain.insert(0, ".");
    const std::string_view port = parts.size() > 1 ? parts[1] : std::string_view();
    list.entries.push_back({entry, std::move(domain), port});
    list.index.add(entry);
  }
  return list;
}

std::optional<Route> bypass(const List& list, const Target& target) {
  constexpr std::array<std::string_view, 4> kLoopback = {"localhost", "127.0.0.1", "::1",
                                                         "::ffff:127.0.0.1"};
  std::string host = whatwg_hostname(target.host, target.is_ipv6);
  if (target.is_ipv6) host = host.substr(1, host.size() - 2);
  if (std::find(kLoopback.begin(), kLoopback.end(), host) != kLoopback.end()) {
    return Route::direct("loopback is always exempt");
  }
  if (list.has_star) return Route::exempt("*", list.variable);
  const std::string dotted = "." + host;
  const std::string port = std::to_string(target.port);
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const Entry& entry = list.entries[i];
    if (dotted.ends_with(entry.domain) && (entry.port.empty() || entry.port == port)) {
      return Route::exempt(entry.text, list.variable);
    }
  }
  return std::nullopt;
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "VS Code", choose_each({"http", "https"}, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target); });
}

constexpr ClientVersion kHistory[] = {{{}, "the https proxy for every URL, else the http proxy"}};

}  // namespace

extern const Client kVscode = {"vscode", "VS Code and its extensions", compile, kHistory,
                               Judged::by_real_client};

}  // namespace proxyenv::clients
