// SPDX-License-Identifier: Apache-2.0
// Rust's reqwest, with hyper-util's matcher since 0.12.16. Versions are those of reqwest. Read in
// hyper-util src/client/proxy/matcher.rs (Builder::from_env, parse_env_uri, NoProxy) at 0975533,
// hyperium/http src/uri (Uri, Scheme, Authority), and reqwest CHANGELOG.md; before 0.12.16 by
// docs/clients.md (0.12.9), 0.11.13 src/proxy.rs, and CHANGELOG.md for ALL_PROXY. Run: 0.11.13,
// without the feature for SOCKS. Names in the list are compared without regard to case since
// hyper-util 0.1.20 (2026-02), and any reqwest since 0.12.16 may be built with that; here it counts
// from 0.13.2 on. Found later (docs/clients.md 8): a port that is not a number counts as no port;
// SOCKS without a port uses 80 from 0.12.16 to 0.12.22 (CHANGELOG.md, 0.12.23).
#include <algorithm>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "core/proxy_url.hpp"
#include "net/address.hpp"
#include "net/domain.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/percent.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients {

namespace {

// std::env::var(): a value that is not UTF-8 counts as not set. Returns the first that is set,
// empty or not.
std::optional<Variable> first_in_utf8(const Environment& environment, std::string_view upper,
                                      std::string_view lower) {
  for (const std::string_view name : {upper, lower}) {
    const auto value = environment.find(name);
    if (value && is_utf8(*value)) return Variable{name, *value};
  }
  return std::nullopt;
}

// RFC 3986's characters, without `%`.
bool is_uri_char(char c) {
  constexpr std::string_view kMarks = "!#$&'()*+,-./:;=?@[]_~";
  return ascii::is_alnum(c) || kMarks.find(c) != std::string_view::npos;
}

// http::uri::Authority::parse on the text before the path. It does not check ports.
bool is_authority(std::string_view text) {
  int colons = 0;
  bool opened = false;
  bool closed = false;
  bool has_percent = false;
  for (const char c : text) {
    if (c == '%') {
      has_percent = true;
      continue;
    }
    if (!is_uri_char(c)) return false;
    if (c == ':' && ++colons > 8) return false;
    if (c == '[') {
      if (has_percent || opened) return false;
      opened = true;
    }
    if (c == ']' && (!opened || closed)) return false;
    if (c == ']') closed = true;
    if (c == ']' || c == '@') {
      colons = 0;
      has_percent = false;
    }
  }
  return opened == closed && colons <= 1 && !text.ends_with('@') && !has_percent;
}

// http::uri::PathAndQuery: allows no blanks and no control characters, and does not check a
// fragment.
bool is_path(std::string_view text) {
  text = text.substr(0, text.find('#'));
  return std::all_of(text.begin(), text.end(), [](char c) {
    constexpr std::string_view kRefused = "<>\\^`";
    return static_cast<unsigned char>(c) > 0x20 && c != '\x7f' &&
           kRefused.find(c) == std::string_view::npos;
  });
}

struct Uri {
  std::string scheme;
  std::string_view authority;
  std::string_view behind;
};

// `value.parse::<http::Uri>()` with an authority. Schemes other than http and https keep their
// case.
std::optional<Uri> parse_uri(std::string_view value) {
  Uri uri;
  const std::size_t end = value.find("://");
  const std::string_view scheme =
      end == std::string_view::npos ? std::string_view{} : scheme_part(value);
  std::string_view rest = value;
  if (!scheme.empty()) {
    uri.scheme = scheme;
    const std::string lowered = ascii::lowered(scheme);
    if (lowered == "http" || lowered == "https") uri.scheme = lowered;
    rest.remove_prefix(scheme.size() + 3);
  }
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  uri.authority = rest.substr(0, path);
  uri.behind = rest.substr(path);
  if (uri.authority.empty() || !is_authority(uri.authority)) return std::nullopt;
  if (scheme.empty() && !uri.behind.empty()) return std::nullopt;
  return is_path(uri.behind) ? std::optional(uri) : std::nullopt;
}

bool is_socks(std::string_view scheme) {
  return scheme == "socks4" || scheme == "socks4a" || scheme == "socks5" || scheme == "socks5h";
}

std::int64_t default_port(std::string_view scheme, const Version& version) {
  if (scheme == "https") return 443;
  const bool late = version >= Version{0, 12, 23} || version < Version{0, 12, 16};
  return is_socks(scheme) && late ? 1080 : 80;
}

// parse_env_uri. Returns no value if reqwest silently ignores the variable.
std::optional<Route> read_proxy_value(const Variable& proxy, const Version& version) {
  auto uri = parse_uri(proxy.value);
  if (!uri) return std::nullopt;
  if (uri->scheme.empty()) uri->scheme = "http";
  if (uri->scheme != "http" && uri->scheme != "https" && !is_socks(uri->scheme)) {
    return std::nullopt;
  }
  std::string_view text = uri->authority;
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    text.remove_prefix(at + 1);
  }
  const std::size_t host_end =
      text.starts_with('[') ? text.find(']') + 1 : std::min(text.find(':'), text.size());
  const std::string_view host = text.substr(0, host_end);
  const auto port =
      text.size() > host_end ? net::parse_port(text.substr(host_end + 1)) : std::nullopt;
  return through_endpoint(
      proxy, {uri->scheme, host, port ? *port : default_port(uri->scheme, version), uri->behind});
}

// The WHATWG parser drops tabs and line ends anywhere, and blanks and controls at the front.
bool has_whatwg_scheme(std::string text) {
  std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  std::string_view rest = text;
  while (!rest.empty() && static_cast<unsigned char>(rest.front()) <= 0x20) rest.remove_prefix(1);
  return !scheme_part(rest).empty();
}

// Until 0.12.15 `url::Url::parse`, with `http://` put before a text without scheme or host.
std::optional<Route> read_old_proxy_value(const Variable& proxy, const Version& version) {
  if (text::trimmed(proxy.value, text::kAsciiSpace).empty()) return std::nullopt;
  auto url = parse_whatwg_url(proxy.value);
  if (!url && has_whatwg_scheme(std::string(proxy.value))) return std::nullopt;
  if (!url || url->host.empty()) url = parse_whatwg_url("http://" + std::string(proxy.value));
  if (!url) return std::nullopt;
  const bool socks4 = url->scheme == "socks4" && version >= Version{0, 12, 8};
  const bool socks4a = url->scheme == "socks4a" && version >= Version{0, 12, 13};
  const bool known = url->scheme == "http" || url->scheme == "https" || url->scheme == "socks5" ||
                     url->scheme == "socks5h";
  if (!known && !socks4 && !socks4a) return std::nullopt;
  if (url->scheme.starts_with("http") && !is_authority(url->host)) return std::nullopt;
  return through_endpoint(
      proxy, url->endpoint(static_cast<std::uint16_t>(default_port(url->scheme, version))));
}

struct Entry {
  std::string_view text;  // may be empty
  bool has_capital = false;
  std::optional<net::Network> network;
  std::optional<net::Address> address;
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
};

List read_list(const Environment& environment) {
  const auto variable = first_in_utf8(environment, "NO_PROXY", "no_proxy");
  if (!variable || variable->value.empty()) return {};
  List list{variable->name, {}};
  for (const std::string_view piece : text::split(variable->value, ",")) {
    Entry entry;
    entry.text = text::trimmed(piece, text::kAsciiSpace);
    entry.has_capital = std::any_of(entry.text.begin(), entry.text.end(), ascii::is_upper);
    entry.network = net::parse_network(entry.text);
    if (!entry.network) entry.address = net::parse_address(entry.text);
    list.entries.push_back(entry);
  }
  return list;
}

// The part of a question that is compared with each entry.
struct Host {
  std::string name;  // lower case
  std::optional<net::Address> address;
  bool case_counts = false;
};

bool name_matches(const Entry& entry, const Host& host) {
  if (entry.text == "*") return true;
  if (host.case_counts && entry.has_capital) return false;
  if (!entry.text.starts_with('.')) return net::is_in_domain(host.name, entry.text);
  return ascii::equal_ignoring_case(host.name, entry.text.substr(1)) ||
         ascii::ends_with_ignoring_case(host.name, entry.text);
}

// Addresses are only compared with addresses and networks, names only with names.
bool entry_matches(const Entry& entry, const Host& host) {
  if (!host.address) return !entry.network && !entry.address && name_matches(entry, host);
  if (entry.network) return net::contains(*entry.network, *host.address);
  return entry.address && *entry.address == *host.address;
}

std::optional<Route> bypass(const List& list, const Target& target, const Version& version) {
  Host host{whatwg_hostname(target.host, target.is_ipv6), std::nullopt,
            version < Version{0, 13, 2}};
  if (target.is_ipv6) host.name = host.name.substr(1, host.name.size() - 2);
  host.address = net::parse_address(host.name);
  // An empty entry counted as a name, and matched the end of a host that ends in a dot.
  const bool old_end = version < Version{0, 12, 16} && host.name.ends_with('.');
  for (const Entry& entry : list.entries) {
    if (entry.text.empty() ? old_end : entry_matches(entry, host)) {
      return Route::exempt(entry.text, list.variable);
    }
  }
  return std::nullopt;
}

struct Spellings {
  std::string_view upper;
  std::string_view lower;
};

// The proxy for the scheme, or otherwise the one for all schemes. A value that cannot be used is
// skipped.
std::optional<Route> find_route(const Environment& environment, std::string_view scheme,
                                const Version& version) {
  const Spellings own = scheme == "https" ? Spellings{"HTTPS_PROXY", "https_proxy"}
                                          : Spellings{"HTTP_PROXY", "http_proxy"};
  for (const Spellings& names : {own, Spellings{"ALL_PROXY", "all_proxy"}}) {
    const auto variable = first_in_utf8(environment, names.upper, names.lower);
    if (!variable) continue;
    if (auto route = read_proxy_value(*variable, version)) return route;
  }
  return std::nullopt;
}

std::optional<Route> find_old_route(const Environment& environment, std::string_view scheme,
                                    const Version& version) {
  const bool cgi = scheme == "http" && environment.find("REQUEST_METHOD").has_value();
  const Spellings own = scheme == "https" ? Spellings{"HTTPS_PROXY", "https_proxy"}
                                          : Spellings{"HTTP_PROXY", "http_proxy"};
  // ALL_PROXY came with 0.11.19, and until 0.12.5 came before the scheme's own variable.
  constexpr Spellings kAll{"ALL_PROXY", "all_proxy"};
  std::vector<std::string_view> names = {own.upper, own.lower};
  const bool all_first = version < Version{0, 12, 6};
  if (version >= Version{0, 11, 19}) {
    names.insert(all_first ? names.begin() : names.end(), {kAll.upper, kAll.lower});
  }
  for (const std::string_view name : names) {
    const bool is_own = name == own.upper || name == own.lower;
    const auto value = environment.find(name);
    if (!value || !is_utf8(*value) || (is_own && cgi)) continue;
    if (auto route = read_old_proxy_value({name, *value}, version)) return route;
  }
  return std::nullopt;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const bool old = version < Version{0, 12, 16};
  if (!old && environment.find("REQUEST_METHOD")) {
    return {Route::direct("CGI: no proxy variables are read", "REQUEST_METHOD"), false};
  }
  auto route =
      old ? find_old_route(environment, scheme, version) : find_route(environment, scheme, version);
  if (route) return {std::move(*route)};
  return {Route::direct("none of its variables has a value it can use"), false};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router("reqwest", choose_each({"http", "https"}, environment, version, choose),
                     [list = read_list(environment), version](const Target& target) {
                       return bypass(list, target, version);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "an empty or unusable value passes to the next name; CGI hides only HTTP_PROXY"},
    {{0, 11, 19}, "ALL_PROXY, before the scheme's own name"},
    {{0, 12, 6}, "ALL_PROXY after the scheme's own name"},
    {{0, 12, 16}, "hyper-util: an empty upper-case name hides the lower-case one; CGI hides all"},
    {{0, 12, 23}, "SOCKS without a port is at 1080"},
    {{0, 13, 2}, "names in the list without regard to case (hyper-util 0.1.20)"},
};

}  // namespace

extern const Client kRustReqwest = {"rust-reqwest", "Rust's reqwest and hyper-util", compile,
                                    kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
