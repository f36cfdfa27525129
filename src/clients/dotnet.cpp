// SPDX-License-Identifier: Apache-2.0
// .NET's HttpClient on Unix. Read in dotnet/runtime 3e9e3d89 HttpEnvironmentProxy.cs
// GetUriFromString, IsMatchInBypassList; 04da5a17 HttpEnvironmentProxy.Unix.cs TryCreate; the value
// parser of .NET 6 and later, decompiled. It was not run. ws and wss (ClientWebSocket) ask the same
// class as http and https (HttpUtilities.IsSupportedNonSecureScheme). Empty variables count as
// present, as the runtime reports them. .NET 8 was the first to read https:// (dotnet/runtime pull
// request 87638, issue 102441).
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/port.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

const Version kSocks{6};
const Version kHttps{8};

struct Prefix {
  std::string_view text;
  std::string_view scheme;
  std::string_view port;  // 80 is also SOCKS's default
};

Prefix prefix_of(std::string_view value, const Version& version) {
  constexpr std::array<Prefix, 5> kPrefixes = {{
      {"http://", "http", "80"},
      {"socks4://", "socks4", "80"},
      {"socks5://", "socks5", "80"},
      {"socks4a://", "socks4a", "80"},
      {"https://", "https", "443"},
  }};
  const std::size_t known = version >= kHttps ? 5 : version >= kSocks ? 4 : 1;
  const std::string lowered = ascii::lowered(value.substr(0, value.find("://") + 3));
  for (std::size_t i = 0; i < known; ++i) {
    if (lowered == kPrefixes[i].text) return kPrefixes[i];
  }
  return {"", "http", "80"};
}

// GetUriFromString(). Text after the digits of the port is dropped. Returns no value for a text
// that cannot be read; the next variable is tried then.
std::optional<Route> read_proxy_value(const Variable& proxy, const Version& version) {
  std::string_view value = proxy.value;
  const Prefix prefix = prefix_of(value, version);
  value.remove_prefix(prefix.text.size());
  if (const std::size_t at = value.rfind('@'); at != std::string_view::npos) {
    value.remove_prefix(at + 1);
  }
  const std::size_t bracket = value.find(']');
  const std::size_t colon = value.rfind(':');
  std::string_view host = value;
  std::string_view port = prefix.port;
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (has_port) {
    host = value.substr(0, colon);
    port = value.substr(colon + 1);
    port = port.substr(0, port.find_first_not_of("0123456789"));
  } else {
    // UriBuilder writes the port after a path, and Uri reads that as a part of the path.
    host = host.substr(0, host.find_first_of("/?#\\"));
  }
  const auto number = parse_padded_port(port);
  if (!number || !net::is_host(host)) return std::nullopt;
  return Route::through(prefix.scheme, host, *number, proxy.name);
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  std::vector<std::string_view> names = {"http_proxy"};
  // A CGI header could have set the upper-case name.
  if (!environment.find("GATEWAY_INTERFACE")) names.push_back("HTTP_PROXY");
  if (scheme == "https" || scheme == "wss") names = {"https_proxy", "HTTPS_PROXY"};
  names.insert(names.end(), {"all_proxy", "ALL_PROXY"});
  for (const std::string_view name : names) {
    const auto value = environment.find(name);
    if (!value) continue;
    if (auto route = read_proxy_value({name, *value}, version)) return {std::move(*route)};
  }
  return {Route::direct("none of its variables holds a proxy that it can read"), false};
}

struct List {
  std::string_view variable;
  std::vector<std::string_view> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  // If no_proxy is present, even empty, NO_PROXY is not read.
  const Variable variable =
      first_present(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  List list{variable.name, {}, {}};
  for (const std::string_view piece : text::split(variable.value, ",")) {
    const std::string_view entry = text::trimmed(piece, text::kAsciiSpace);
    if (entry.empty()) continue;
    list.entries.push_back(entry);
    list.index.add(entry);
  }
  return list;
}

// A leading dot means the domain itself and all names below it; a plain name means only itself.
bool entry_matches(std::string_view entry, std::string_view host) {
  if (!entry.starts_with('.')) return ascii::equal_ignoring_case(entry, host);
  return ascii::ends_with_ignoring_case(host, entry) ||
         ascii::equal_ignoring_case(entry.substr(1), host);
}

std::optional<Route> bypass(const List& list, std::string_view host) {
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const std::string_view entry = list.entries[i];
    if (entry_matches(entry, host)) return Route::exempt(entry, list.variable);
  }
  return std::nullopt;
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(".NET",
                     choose_each({"http", "https", "ws", "wss"}, environment, version, choose),
                     [list = read_list(environment)](const Target& target) {
                       return bypass(list, target.normalized_host());
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "only http:// proxies; others cannot be read"},
    {{6}, "socks4://, socks4a:// and socks5:// proxies"},
    {{8}, "https:// proxies"},
};

}  // namespace

extern const Client kDotnet = {"dotnet", ".NET HttpClient", compile, kHistory, Judged::from_source};

}  // namespace proxyenv::clients
