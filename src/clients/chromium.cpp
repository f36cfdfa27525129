// SPDX-License-Identifier: Apache-2.0
// Chromium, which Playwright and Puppeteer start and Electron contains. Read in chromium/chromium:
// net/proxy_resolution/proxy_config_service_linux.cc (GetConfigFromEnv, FixupProxyHostScheme),
// proxy_config.cc, proxy_host_matching_rules.cc, net/base/proxy_string_util.cc, proxy_server.cc,
// scheme_host_port_matcher_rule.cc, base/environment.cc and base/strings/pattern.cc of 2024 to
// 2026. Run: 156, the headless shell and the browser. The desktops whose settings come first stand
// in base/nix/xdg_util.cc. A program that passes --proxy-server has a proxy of its own.
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
#include "clients/rules/lookup.hpp"
#include "clients/rules/port.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/address.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// --- the proxy -----------------------------------------------------------------------------------

// ParsePort(): digits, perhaps with zeros in front; 0 is a port.
std::optional<std::uint16_t> read_port(std::string_view text) {
  if (!text.empty() && text.find_first_not_of('0') == std::string_view::npos) return 0;
  return parse_padded_port(text);
}

// ProxyServer::FromSchemeHostAndPort(): the host as a URL has it. IPv6 needs no brackets.
std::optional<std::string> read_host(std::string_view text) {
  text = text::trimmed(text, text::kAsciiSpace);
  if (text.ends_with("]:") || text.find_first_of("/\\?#@\t\r\n") != std::string_view::npos) {
    return std::nullopt;
  }
  const bool is_bare = !text.starts_with('[') && text.find(':') != std::string_view::npos;
  const auto url = parse_whatwg_url(
      text::concatenated({"http://", is_bare ? "[" : "", text, is_bare ? "]" : ""}));
  return url ? std::optional(url->host) : std::nullopt;
}

// ProxyUriToProxyServer(): a scheme that is left after FixupProxyHostScheme() counts. Empty for
// one that it does not know.
std::string_view take_scheme(std::string_view& value, std::string_view scheme) {
  const std::size_t colon = std::min(value.find(':'), value.size());
  if (!value.substr(colon).starts_with("://")) return scheme;
  const std::string written = ascii::lowered(value.substr(0, colon));
  value.remove_prefix(colon + 3);
  for (const std::string_view known : {"http", "https", "socks4", "socks5"}) {
    if (written == known) return known;
  }
  return written == "socks" ? "socks5" : "";
}

// GetProxyFromEnvVarForScheme(). The scheme of a value is dropped, so that a SOCKS proxy and one
// with TLS are asked in plain HTTP, and so is a user. Direct for what is no proxy.
Route read_proxy(const Environment& environment, Names names, std::string_view scheme = "http") {
  const Variable variable = first_present(environment, names).value_or(Variable{});
  Route none = Route::direct("none of its variables has a value that it can read");
  std::string_view value = variable.value;
  const bool is_socks = scheme != "http";
  if (is_socks && ascii::lowered(value).starts_with("socks4://")) scheme = "socks4";
  if (const std::size_t end = value.find("://"); end != value.npos) value.remove_prefix(end + 3);
  value.remove_prefix(value.find('@') + 1);  // npos + 1 is 0
  if (value.ends_with('/')) value.remove_suffix(1);
  value = text::trimmed(value, " \t");
  if (!is_socks) scheme = take_scheme(value, scheme);
  value = text::trimmed(value, " \t");
  std::uint16_t port = scheme == "https" ? 443 : 80;
  if (scheme.starts_with("socks")) port = 1080;
  const std::size_t colon = value.rfind(':');
  if (colon != value.npos && colon >= value.rfind(']') + 1) {
    const auto number = read_port(value.substr(colon + 1));
    if (!number) return none;
    port = *number;
    value = value.substr(0, colon);
  }
  const auto host = read_host(value);
  if (!host || scheme.empty()) return none;
  return through_endpoint(variable, {scheme, *host, port, {}});
}

bool is_found(const Route& route) {
  return route.kind != RouteKind::direct;
}

Route choose_route(const Environment& environment, std::string_view scheme) {
  if (first_present(environment, {"auto_proxy", "AUTO_PROXY"})) {
    return Route::unread("auto_proxy, the URL of a PAC script, comes first");
  }
  Route all = read_proxy(environment, {"all_proxy", "ALL_PROXY"});
  if (is_found(all)) return all;
  Route http = read_proxy(environment, {"http_proxy", "HTTP_PROXY"});
  Route https = read_proxy(environment, {"https_proxy", "HTTPS_PROXY"});
  if (scheme != "http" && is_found(https)) return https;
  if (scheme != "https" && is_found(http)) return http;
  if (is_found(http) || is_found(https)) return all;
  if (is_found(read_proxy(environment, {"ftp_proxy", "FTP_PROXY"}))) return all;
  const auto version = first_present(environment, {"SOCKS_VERSION", "socks_version"});
  return read_proxy(environment, {"SOCKS_SERVER", "socks_server"},
                    version && version->value == "4" ? "socks4" : "socks5");
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  Route route = choose_route(environment, scheme);
  const bool asks_list = is_found(route);
  return {std::move(route), asks_list};
}

// --- the list ------------------------------------------------------------------------------------

// The target as its rules see it.
struct Host {
  std::string name;  // as in a URL
  std::optional<net::Address> address;
  const Target& target;
};

// ProxyHostMatchingRules::MatchesImplicitRules(): loopback and link-local addresses.
bool is_implicit(const Host& host) {
  if (!host.address) {
    std::string_view name = host.name;
    if (name.ends_with('.')) name.remove_suffix(1);
    return net::is_in_domain(name, "localhost");
  }
  const net::Address address = net::unmapped(*host.address);
  const unsigned first = address.bytes[0];
  const unsigned second = address.bytes[1];
  const bool is_link_local =
      address.is_v6 ? first == 0xfe && (second & 0xc0U) == 0x80 : first == 169 && second == 254;
  return is_link_local || net::is_loopback(address);
}

// IPAddress::AssignFromIPLiteral(): IPv6 without brackets, and IPv4 in each form of inet_aton(3).
std::optional<net::Address> read_literal(std::string_view text) {
  return net::parse_address(whatwg_hostname(text, false));
}

// An address as IPv6 has it: ::ffff:10.0.0.1.
net::Address mapped(const net::Address& address) {
  net::Address result = address;
  if (address.is_v6) return result;
  result = {};
  result.is_v6 = true;
  result.bytes[10] = result.bytes[11] = 0xff;
  std::copy_n(address.bytes.begin(), 4, result.bytes.begin() + 12);
  return result;
}

// IPAddressMatchesPrefix(): an IPv4 address lies in ::/0.
bool is_in_network(std::string_view entry, std::size_t slash, const Host& host) {
  const auto address = read_literal(text::trimmed(entry.substr(0, slash), text::kAsciiSpace));
  const auto bits = read_port(text::trimmed(entry.substr(slash + 1), text::kAsciiSpace));
  if (!address || !bits || !host.address || *bits > (address->is_v6 ? 128 : 32)) return false;
  const unsigned more = address->is_v6 ? 0 : 96;
  return net::contains({mapped(*address), *bits + more}, mapped(*host.address));
}

// base::MatchPattern() with `*` in front (RewriteRulesForSuffixMatching()): `*` stands for any
// text, `?` for one character or none.
bool matches(std::string_view pattern, std::string_view text) {
  constexpr std::size_t kAny = 1U << 20U;
  std::size_t most = kAny;  // of the characters in front of a piece
  while (true) {
    for (; pattern.starts_with('*') || pattern.starts_with('?'); pattern.remove_prefix(1)) {
      most = pattern.front() == '*' ? kAny : most + 1;
    }
    const std::size_t size = std::min(pattern.find_first_of("*?"), pattern.size());
    const std::string_view piece = pattern.substr(0, size);
    const bool is_last = size == pattern.size();
    for (; !text.starts_with(piece) || (is_last && text.size() != size); --most) {
      if (most == 0 || text.empty()) return false;
      text.remove_prefix(1);
    }
    if (is_last) return true;
    pattern.remove_prefix(size);
    text.remove_prefix(size);
    most = 0;
  }
}

// SchemeHostPortMatcherRule::FromUntrimmedRawString() and the rules' Evaluate(). A name is a
// pattern for the ends of hosts, an address is that address. `entry` is in lower case.
bool covers(std::string_view entry, const Host& host) {
  if (const std::size_t end = entry.find("://"); end != entry.npos) {
    if (entry.substr(0, end) != host.target.scheme) return false;
    entry.remove_prefix(end + 3);
  }
  if (entry.empty()) return false;
  if (const std::size_t slash = entry.find('/'); slash != entry.npos) {
    return is_in_network(entry, slash, host);
  }
  std::uint16_t port = host.target.port;
  const std::size_t colon = entry.rfind(':');
  const bool has_end = entry.ends_with(']');
  if (colon != entry.npos && !has_end) {
    const auto number = read_port(entry.substr(colon + 1));
    if (!number) return false;
    port = *number;
    entry = entry.substr(0, colon);
  }
  const bool has_brackets = entry.starts_with('[') && entry.ends_with(']');
  const std::string_view literal = has_brackets ? entry.substr(1, entry.size() - 2) : entry;
  if (has_brackets == (literal.find(':') != literal.npos)) {
    if (const auto address = read_literal(literal)) {
      return host.address && *address == *host.address && (port == host.target.port || port == 0);
    }
  }
  if (has_end && colon != entry.npos) return false;
  return port == host.target.port && matches(entry, host.name);
}

struct List {
  std::string_view variable;
  std::vector<std::string_view> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  const auto variable = first_present(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  List list{variable.name, text::split(variable.value, ",;"), {}};
  for (std::string_view& entry : list.entries) {
    entry = text::trimmed(entry, text::kAsciiSpace);
    list.index.add(entry);
  }
  return list;
}

// The last entry that says something counts. `<-loopback>` sends to the proxy what goes direct by
// itself.
std::optional<Route> bypass(const List& list, const Target& target) {
  Host host{whatwg_hostname(target.host, target.is_ipv6), std::nullopt, target};
  host.address = net::parse_address(
      target.is_ipv6 ? std::string_view(host.name).substr(1, host.name.size() - 2) : host.name);
  const bool implicit = is_implicit(host);
  const bool is_local = !host.address && host.name.find('.') == std::string::npos;
  auto candidates = list.index.candidates(host.name);
  std::reverse(candidates.begin(), candidates.end());
  for (const EntryIndex::Position i : candidates) {
    const std::string_view entry = list.entries[i];
    const std::string lowered = ascii::lowered(entry);
    if (implicit && lowered == "<-loopback>") return std::nullopt;
    if ((is_local && lowered == "<local>") || covers(lowered, host)) {
      return Route::exempt(entry, list.variable);
    }
  }
  if (implicit) return Route::direct("Chromium sends nothing for loopback to a proxy");
  return std::nullopt;
}

// --- the settings of a desktop -------------------------------------------------------------------

// base::nix::GetDesktopEnvironment(), as far as today's desktops need it.
bool names_desktop(std::string_view value) {
  constexpr std::array<std::string_view, 7> kDesktops = {"Deepin", "GNOME", "KDE",       "Pantheon",
                                                         "UKUI",   "Unity", "X-Cinnamon"};
  const std::vector<std::string_view> names = text::split(value, ":");
  return std::find_first_of(names.begin(), names.end(), kDesktops.begin(), kDesktops.end()) !=
         names.end();
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  const Names schemes = {"http", "https", "ws", "wss"};
  if (assumptions.holds(Condition::desktop) ||
      names_desktop(environment.find("XDG_CURRENT_DESKTOP").value_or(""))) {
    return make_fixed_router("Chromium", schemes,
                             Route::unread("the proxy settings of the desktop come first"));
  }
  return make_router(
      "Chromium", choose_each(schemes, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target); });
}

constexpr ClientVersion kHistory[] = {{{}, "all_proxy comes before the proxies of schemes"}};

constexpr Condition kAsked[] = {Condition::desktop};

}  // namespace

extern const Client kChromium = {"chromium",
                                 "Chromium: Playwright, Puppeteer, Electron",
                                 compile,
                                 kHistory,
                                 Judged::by_real_client,
                                 kAsked};

}  // namespace proxyenv::clients
