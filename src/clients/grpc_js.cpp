// SPDX-License-Identifier: Apache-2.0
// @grpc/grpc-js. Read in src/http_proxy.ts (getProxyInfo, hostMatchesNoProxyList, mapProxyName) of
// 1.8.22, 1.9.15, 1.10.0 to 1.10.11, 1.12.6, 1.13.0 and 1.14.7. Run: mapProxyName
// of 1.8.22, 1.12.6, 1.13.0 and 1.14.7 under Node.js 20. Found later (docs/clients.md 8): before
// 1.13.0 an entry of the list is the whole host and nothing else; since 1.10.10 credentials that do
// not percent-decode are an exception (URIError).
#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "clients/models.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/address.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

std::optional<Variable> find_first(const Environment& environment,
                                   std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto value = environment.find(name);
    if (value && !value->empty()) return Variable{name, *value};
  }
  return std::nullopt;
}

// parseInt(text, 10): blanks before, whatever behind.
std::optional<unsigned> parse_int(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(text::kAsciiSpace), text.size()));
  if (text.starts_with('+')) text.remove_prefix(1);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end == text.data() || error != std::errc{}) return std::nullopt;
  return number;
}

// `/0` is `/32`: JavaScript's shift by 32 is one by 0.
bool network_matches(std::string_view entry, std::string_view host) {
  const std::size_t slash = entry.find('/');
  if (slash == std::string_view::npos || entry.find('/', slash + 1) != std::string_view::npos) {
    return false;
  }
  const auto network = net::parse_address(entry.substr(0, slash));
  const auto address = net::parse_address(host);
  const auto bits = parse_int(entry.substr(slash + 1));
  if (!network || network->is_v6 || !address || address->is_v6 || !bits || *bits > 32) {
    return false;
  }
  return net::contains({*network, *bits == 0 ? 32 : *bits}, *address);
}

bool entry_matches(std::string_view entry, std::string_view host, const Version& version) {
  if (version < Version{1, 13}) return entry == host;
  return host.ends_with(entry) || network_matches(entry, host);
}

// The exception comes before the list is looked at.
bool has_bad_credentials(const WhatwgUrl& url) {
  return !url.username.empty() && !url.password.empty() &&
         !is_uri_component(url.username + ":" + url.password);
}

}  // namespace

std::span<const ClientVersion> history_grpc_js() {
  static const std::array<ClientVersion, 3> kHistory = {{
      {{}, "an entry of the list is a whole host"},
      {{1, 10, 10}, "credentials are percent-decoded"},
      {{1, 13}, "an entry is a raw suffix or an IPv4 network"},
  }};
  return kHistory;
}

Route route_grpc_js(const Environment& environment, const Target& target, const Version& version) {
  if (target.scheme != "grpc" && target.scheme != "grpcs") {
    return Route::no_scheme("gRPC", target.scheme, "write grpc:// or grpcs://");
  }
  const auto proxy = find_first(environment, {"grpc_proxy", "https_proxy", "http_proxy"});
  if (!proxy) return Route::direct("none of its variables has a value");
  const auto url = parse_whatwg_url(proxy->value);
  if (!url) return Route::direct("logs an error: no URL", proxy->name);
  if (url->scheme != "http") {
    return Route::direct("logs an error: a scheme other than http", proxy->name);
  }
  if (version >= Version{1, 10, 10} && has_bad_credentials(*url)) {
    return Route::error("URIError: the credentials do not percent-decode", proxy->name);
  }
  if (const auto list = find_first(environment, {"no_grpc_proxy", "no_proxy"})) {
    for (const std::string_view entry : text::split(list->value, ",")) {
      if (entry_matches(entry, target.host, version)) return Route::exempt(entry, list->name);
    }
  }
  // The port 0 is none for http.request, which takes its default.
  constexpr std::uint16_t kDefaultPort = 80;
  Endpoint endpoint = url->endpoint(kDefaultPort);
  if (endpoint.port == 0) endpoint.port = kDefaultPort;
  return through_endpoint(*proxy, endpoint);
}

}  // namespace proxyenv::clients
