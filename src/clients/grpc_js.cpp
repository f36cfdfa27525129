// SPDX-License-Identifier: Apache-2.0
// @grpc/grpc-js. Read in src/http_proxy.ts (getProxyInfo, hostMatchesNoProxyList, mapProxyName) of
// 1.8.22, 1.9.15, 1.10.0 to 1.10.11, 1.12.6, 1.13.0 and 1.14.7. Run: mapProxyName of 1.8.22,
// 1.12.6, 1.13.0 and 1.14.7 under Node.js 20. Found later (docs/clients.md 8): before 1.13.0 an
// entry of the list matches only the whole host; since 1.10.10 credentials that cannot be
// percent-decoded raise an exception (URIError).
#include <algorithm>
#include <charconv>
#include <string>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/address.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// parseInt(text, 10): skips blanks in front and ignores text after the digits.
std::optional<unsigned> parse_int(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(text::kAsciiSpace), text.size()));
  if (text.starts_with('+')) text.remove_prefix(1);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end == text.data() || error != std::errc{}) return std::nullopt;
  return number;
}

// `/0` means `/32`, because a shift by 32 is a shift by 0 in JavaScript.
std::optional<net::Network> parse_network(std::string_view entry) {
  const std::size_t slash = entry.find('/');
  if (slash == std::string_view::npos || entry.find('/', slash + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto address = net::parse_address(entry.substr(0, slash));
  const auto bits = parse_int(entry.substr(slash + 1));
  if (!address || address->is_v6 || !bits || *bits > 32) return std::nullopt;
  return net::Network{*address, *bits == 0 ? 32 : *bits};
}

struct Entry {
  std::string_view text;
  std::optional<net::Network> network;
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
  bool has_suffixes = false;
};

List read_list(const Environment& environment, const Version& version) {
  const auto variable = first_set(environment, {"no_grpc_proxy", "no_proxy"});
  List list;
  list.has_suffixes = version >= Version{1, 13};
  if (!variable) return list;
  list.variable = variable->name;
  for (const std::string_view piece : text::split(variable->value, ",")) {
    list.entries.push_back({piece, parse_network(piece)});
    list.index.add(piece);
  }
  return list;
}

std::optional<Route> bypass(const List& list, std::string_view host) {
  const auto address = net::parse_address(host);
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const Entry& entry = list.entries[i];
    const bool in_network = entry.network && address && net::contains(*entry.network, *address);
    if (list.has_suffixes ? host.ends_with(entry.text) || in_network : host == entry.text) {
      return Route::exempt(entry.text, list.variable);
    }
  }
  return std::nullopt;
}

// The exception is raised before the list is read.
bool has_bad_credentials(const WhatwgUrl& url) {
  return !url.username.empty() && !url.password.empty() &&
         !is_uri_component(url.username + ":" + url.password);
}

Choice choose(const Environment& environment, std::string_view /*scheme*/, const Version& version) {
  const auto proxy = first_set(environment, {"grpc_proxy", "https_proxy", "http_proxy"});
  if (!proxy) return {Route::direct("none of its variables has a value"), false};
  const auto url = parse_whatwg_url(proxy->value);
  if (!url) return {Route::direct("logs an error: no URL", proxy->name), false};
  if (url->scheme != "http") {
    return {Route::direct("logs an error: a scheme other than http", proxy->name), false};
  }
  if (version >= Version{1, 10, 10} && has_bad_credentials(*url)) {
    return {Route::error("URIError: the credentials do not percent-decode", proxy->name), false};
  }
  // http.request treats port 0 as no port and uses its default.
  constexpr std::uint16_t kDefaultPort = 80;
  Endpoint endpoint = url->endpoint(kDefaultPort);
  if (endpoint.port == 0) endpoint.port = kDefaultPort;
  return {through_endpoint(*proxy, endpoint)};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "gRPC", choose_each({"grpc", "grpcs"}, environment, version, choose),
      [list = read_list(environment, version)](const Target& target) {
        return bypass(list, target.host);
      },
      "write grpc:// or grpcs://");
}

constexpr ClientVersion kHistory[] = {
    {{}, "an entry of the list is a whole host"},
    {{1, 10, 10}, "credentials are percent-decoded"},
    {{1, 13}, "an entry is a raw suffix or an IPv4 network"},
};

}  // namespace

extern const Client kGrpcJs = {"grpc-js", "@grpc/grpc-js", compile, kHistory,
                               Judged::by_real_client};

}  // namespace proxyenv::clients
