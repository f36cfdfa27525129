// SPDX-License-Identifier: Apache-2.0
// .NET's HttpClient on Unix. Read in dotnet/runtime 3e9e3d89 HttpEnvironmentProxy.cs
// GetUriFromString, IsMatchInBypassList; 04da5a17 HttpEnvironmentProxy.Unix.cs TryCreate; the value
// parser of .NET 6 and later as decompiled. Not run. ws and wss (ClientWebSocket) ask the same
// class as http and https (HttpUtilities.IsSupportedNonSecureScheme). Empty variables are taken for
// present, as the runtime reports them.
// In which of .NET 6 to 8 https:// came to be read is not known; 6 is assumed, as for SOCKS.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "clients/models.hpp"
#include "clients/prepared.hpp"
#include "clients/rules/port.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

const Version kMoreSchemes{6};

struct ProxyUri {
  std::string text;  // SCHEME://HOST:PORT
  std::string_view variable;
};

struct Prefix {
  std::string_view text;
  std::string_view scheme;
  std::string_view port;  // SOCKS has 80, too
};

Prefix prefix_of(std::string_view value, const Version& version) {
  constexpr std::array<Prefix, 5> kPrefixes = {{
      {"http://", "http", "80"},
      {"https://", "https", "443"},
      {"socks4://", "socks4", "80"},
      {"socks5://", "socks5", "80"},
      {"socks4a://", "socks4a", "80"},
  }};
  const std::size_t known = version >= kMoreSchemes ? kPrefixes.size() : 1;
  const std::string lowered = ascii::lowered(value.substr(0, value.find("://") + 3));
  for (std::size_t i = 0; i < known; ++i) {
    if (lowered == kPrefixes[i].text) return kPrefixes[i];
  }
  return {"", "http", "80"};
}

// GetUriFromString(): what cannot be read is nothing, and the next variable is tried. What stands
// behind the digits of the port is dropped.
std::optional<std::string> read_proxy_value(std::string_view value, const Version& version) {
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
    // UriBuilder writes the port behind a path, and Uri reads that as a part of the path.
    host = host.substr(0, host.find_first_of("/?#\\"));
  }
  const auto number = parse_padded_port(port);
  if (!number || !net::is_host(host)) return std::nullopt;
  return std::string(prefix.scheme) + "://" + std::string(host) + ":" + std::to_string(*number);
}

std::optional<ProxyUri> find_proxy(const Environment& environment, bool secure,
                                   const Version& version) {
  std::vector<std::string_view> names = {"http_proxy"};
  // A CGI header could have set the upper case name.
  if (!environment.find("GATEWAY_INTERFACE")) names.push_back("HTTP_PROXY");
  if (secure) names = {"https_proxy", "HTTPS_PROXY"};
  names.insert(names.end(), {"all_proxy", "ALL_PROXY"});
  for (const std::string_view name : names) {
    const auto value = environment.find(name);
    if (!value) continue;
    if (auto text = read_proxy_value(*value, version)) return ProxyUri{*text, name};
  }
  return std::nullopt;
}

std::vector<std::string_view> parse_list(std::string_view list, const Version& /*version*/) {
  std::vector<std::string_view> entries;
  for (const std::string_view piece : text::split(list, ",")) {
    const std::string_view entry = text::trimmed(piece, text::kAsciiSpace);
    if (!entry.empty()) entries.push_back(entry);
  }
  return entries;
}

// A leading dot means the domain itself and all under it; a plain name means itself.
bool entry_matches(std::string_view entry, std::string_view host) {
  if (!entry.starts_with('.')) return ascii::equal_ignoring_case(entry, host);
  return ascii::ends_with_ignoring_case(host, entry) ||
         ascii::equal_ignoring_case(entry.substr(1), host);
}

std::optional<std::string_view> exempting_entry(std::string_view list, std::string_view host) {
  static thread_local Prepared<std::vector<std::string_view>> prepared;
  for (const std::string_view entry : prepared.get(list, {}, parse_list)) {
    if (entry_matches(entry, host)) return entry;
  }
  return std::nullopt;
}

}  // namespace

std::span<const ClientVersion> history_dotnet() {
  static const std::array<ClientVersion, 2> kHistory = {{
      {{}, "only http:// proxies; others cannot be read"},
      {{6}, "https://, socks4://, socks4a:// and socks5:// proxies"},
  }};
  return kHistory;
}

Route route_dotnet(const Environment& environment, const Target& target, const Version& version) {
  const bool secure = target.scheme == "https" || target.scheme == "wss";
  if (!secure && target.scheme != "http" && target.scheme != "ws") {
    return Route::no_scheme(".NET", target.scheme);
  }
  const auto proxy = find_proxy(environment, secure, version);
  if (!proxy) return Route::direct("none of its variables holds a proxy that it can read");
  const std::string host = target.normalized_host();
  constexpr std::array<std::string_view, 2> kListNames = {"no_proxy", "NO_PROXY"};
  for (const std::string_view name : kListNames) {
    const auto list = environment.find(name);
    if (!list) continue;
    if (const auto entry = exempting_entry(*list, host)) return Route::exempt(*entry, name);
    break;  // present, if empty, it keeps the other one from being read
  }
  return Route::through(proxy->text, "from " + std::string(proxy->variable), proxy->variable);
}

}  // namespace proxyenv::clients
