// SPDX-License-Identifier: Apache-2.0
// gaxios in Node.js: google-auth-library, googleapis, Gemini CLI. Read in build/src/gaxios.js of
// 6.7.1, build/cjs/src/gaxios.js of 7.3.1 and 8.3.3 (#urlMayUseProxy, #prepareRequest), and
// https-proxy-agent 7 dist/index.js, with which it makes a tunnel to every target, http:// too.
// Run: 6.7.1 and 7.3.1 under Node.js 20, 8.3.3 under 24, with connections recorded.
// With NODE_USE_ENV_PROXY=1 Node.js may send to a proxy what gaxios itself sends direct; that is
// not in this model.
#include <algorithm>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

struct List {
  std::string_view variable;
  std::vector<std::string_view> entries;
  EntryIndex index;
};

// `??`: an empty NO_PROXY hides no_proxy.
List read_list(const Environment& environment) {
  const Variable variable =
      first_present(environment, {"NO_PROXY", "no_proxy"}).value_or(Variable{});
  List list{variable.name, {}, {}};
  for (const std::string_view piece : text::split(variable.value, ",")) {
    list.entries.push_back(text::trimmed(piece, text::kAsciiSpace));
    list.index.add(list.entries.back());
  }
  return list;
}

// Letters count: the host is in lower case, an entry is as written.
bool entry_matches(std::string_view entry, std::string_view host, std::string_view origin) {
  if (entry.starts_with('*') && entry.find('.') == 1) return host.ends_with(entry.substr(1));
  if (entry.starts_with('.')) return host.ends_with(entry);
  if (entry == host) return true;
  if (!entry.starts_with(origin)) return false;
  const std::string_view behind = entry.substr(origin.size());
  return behind.empty() || (behind.size() == 1 && behind.front() == '/');
}

std::optional<Route> bypass(const List& list, const Target& target) {
  const std::string host = whatwg_hostname(target.host, target.is_ipv6);
  std::string origin = text::concatenated({target.scheme, "://", host});
  if (target.port != default_port_of(target.scheme)) origin += ":" + std::to_string(target.port);
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const std::string_view entry = list.entries[i];
    if (entry_matches(entry, host, origin)) return Route::exempt(entry, list.variable);
  }
  return std::nullopt;
}

// HttpsProxyAgent. Every scheme but https is spoken as http.
Route connect(const Variable& variable) {
  const auto url = parse_whatwg_url(variable.value);
  if (!url) return Route::error("TypeError: Invalid URL", variable.name);
  if (!is_uri_component(url->username) || !is_uri_component(url->password)) {
    return Route::error("URIError after connecting: the credentials do not percent-decode",
                        variable.name);
  }
  const bool tls = url->scheme == "https";
  Endpoint endpoint = url->endpoint(tls ? 443 : 80);
  endpoint.scheme = tls ? "https" : "http";
  if (url->host.empty()) endpoint.host = "localhost";  // net.connect() takes that for an empty host
  return through_endpoint(variable, endpoint);
}

Choice choose(const Environment& environment, std::string_view /*scheme*/,
              const Version& /*version*/) {
  const auto variable =
      first_set(environment, {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"});
  if (!variable) return {Route::direct("none of its variables has a value"), false};
  return {connect(*variable)};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "gaxios", choose_each({"http", "https"}, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target); });
}

constexpr ClientVersion kHistory[] = {{{}, "the https proxy for every URL, by a tunnel"}};

}  // namespace

extern const Client kGaxios = {"gaxios", "gaxios (google-auth-library, Gemini CLI) in Node.js",
                               compile, kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
