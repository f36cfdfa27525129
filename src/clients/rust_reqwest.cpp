// SPDX-License-Identifier: Apache-2.0
// Rust's reqwest, with hyper-util's matcher since 0.12.16. Versions are those of reqwest. Read in
// hyper-util src/client/proxy/matcher.rs (Builder::from_env, parse_env_uri, NoProxy) at 0975533,
// hyperium/http src/uri (Uri, Scheme, Authority), and reqwest CHANGELOG.md; before 0.12.16 by
// docs/clients.md (0.12.9), 0.11.13 src/proxy.rs, and CHANGELOG.md for ALL_PROXY. Run: 0.11.13,
// without the feature for SOCKS. Names in the list are compared without regard to case since
// hyper-util 0.1.20 (2026-02), and any reqwest since 0.12.16 may be built with that; here it counts
// from 0.13.2 on.
// Found later (docs/clients.md 8): a port that is not a number counts as no port; SOCKS without a
// port uses 80 from 0.12.16 to 0.12.22 (CHANGELOG.md, 0.12.23).
#include <algorithm>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/rust.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients {

namespace {

std::int64_t default_port(std::string_view scheme, const Version& version) {
  if (scheme == "https") return 443;
  const bool late = version >= Version{0, 12, 23} || version < Version{0, 12, 16};
  return rust::is_socks(scheme) && late ? 1080 : 80;
}

// parse_env_uri. Returns no value if reqwest silently ignores the variable.
std::optional<Route> read_proxy_value(const Variable& proxy, const Version& version) {
  auto uri = rust::parse_uri(proxy.value);
  if (!uri) return std::nullopt;
  if (uri->scheme.empty()) uri->scheme = "http";
  if (uri->scheme != "http" && uri->scheme != "https" && !rust::is_socks(uri->scheme)) {
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
  if (url->scheme.starts_with("http") && !rust::is_authority(url->host)) return std::nullopt;
  return through_endpoint(
      proxy, url->endpoint(static_cast<std::uint16_t>(default_port(url->scheme, version))));
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
    const auto variable = rust::first_in_utf8(environment, names.upper, names.lower);
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
                     [list = rust::read_list(environment), version](const Target& target) {
                       return rust::bypass(list, target,
                                           {.case_counts = version < Version{0, 13, 2},
                                            .empty_is_a_name = version < Version{0, 12, 16}});
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
