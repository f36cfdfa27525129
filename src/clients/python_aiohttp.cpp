// SPDX-License-Identifier: Apache-2.0
// aiohttp. Only ClientSession(trust_env=True) reads the environment; its default is False. Read in
// aiohttp/helpers.py (proxies_from_env, get_env_proxy_for_url) of 3.8.4 and by docs/clients.md of
// 3.14.3, yarl/_parse.py (split_url, split_netloc). Run: 3.8.4 with yarl 1.8.2. The development
// version 4.0.0a2 refuses schemes other than http and https instead of speaking HTTP to their port;
// no release does.
// Found later (docs/clients.md 8): for each request that the list does not exempt, the values of
// http, https, ws and wss are all parsed. So a bad port in one of them makes requests for the
// others fail, too. So does a user name with a colon in it (BasicAuth), while credentials beyond
// Latin-1 fail only where they are sent.
#include <algorithm>
#include <array>
#include <string>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients {

namespace {

struct Url {
  std::string scheme;
  std::string user;      // decoded
  std::string password;  // decoded
  std::string host;      // empty: none
  std::optional<std::int64_t> port;
  std::string behind;  // path, query and fragment
};

// urlsplit drops control characters and blanks at the beginning, and tabs and line ends anywhere.
std::string cleaned(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
  std::string result;
  for (const char c : text) {
    if (c != '\t' && c != '\n' && c != '\r') result.push_back(c);
  }
  return result;
}

// Lib/urllib/parse.py of CPython from 3.11.4 on, and of Debian's 3.11.2: a letter comes first.
bool is_scheme(std::string_view text) {
  return !text.empty() && ascii::is_alpha(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.'; });
}

// yarl decodes runs of escapes as UTF-8, and leaves those that are none (_quoting.py _Unquoter).
std::string unquoted(std::string_view text) {
  constexpr std::size_t kEscape = 3;
  std::string result;
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size() && is_percent_escape(text, end)) end += kEscape;
    std::string_view escapes = text.substr(0, end);
    const std::string decoded = percent_decoded(escapes);
    for (std::string_view bytes = decoded; !bytes.empty();) {
      const std::size_t length = decode_utf8(bytes).length;
      result.append(length > 0 ? bytes.substr(0, length) : escapes.substr(0, kEscape));
      bytes.remove_prefix(std::max<std::size_t>(length, 1));
      escapes.remove_prefix(kEscape * std::max<std::size_t>(length, 1));
    }
    if (end < text.size()) result.push_back(text[end]);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

// Whether they are sent: before 3.10.9 not without a user (helpers.py strip_auth_from_url).
bool sends_credentials(const Url& url, const Version& version) {
  return !url.user.empty() || (!url.password.empty() && version >= Version{3, 10, 9});
}

// Fills user, password, host and port; false if yarl raises ValueError.
bool read_netloc(std::string_view netloc, const Version& version, Url& url) {
  const bool opens = netloc.find('[') != std::string_view::npos;
  if (opens != (netloc.find(']') != std::string_view::npos)) return false;
  if (const std::size_t at = netloc.rfind('@'); at != std::string_view::npos) {
    const std::string_view userinfo = netloc.substr(0, at);
    const std::size_t colon = std::min(userinfo.find(':'), userinfo.size());
    url.user = unquoted(userinfo.substr(0, colon));
    url.password = unquoted(userinfo.substr(std::min(colon + 1, userinfo.size())));
    netloc.remove_prefix(at + 1);
  }
  std::string_view rest;
  if (const std::size_t bracket = netloc.find('['); bracket != std::string_view::npos) {
    netloc.remove_prefix(bracket + 1);
    const std::size_t end = std::min(netloc.find(']'), netloc.size());
    url.host = netloc.substr(0, end);
    const auto address = net::parse_address(url.host.substr(0, url.host.find('%')));
    if (!address || !address->is_v6) return false;
    rest = netloc.substr(std::min(end + 1, netloc.size()));
    if (!rest.empty() && rest.front() != ':') return false;
  } else {
    const std::size_t end = std::min(netloc.find(':'), netloc.size());
    url.host = ascii::lowered(netloc.substr(0, end));
    rest = netloc.substr(end);
  }
  const std::size_t colon = rest.find(':');
  const std::string_view port =
      colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
  if (port.empty()) return !url.host.empty() || url.scheme.empty();
  const bool digits = std::all_of(port.begin(), port.end(), ascii::is_digit);
  url.port = version < Version{3, 11} && !digits ? std::nullopt : python::parse_int(port);
  if (!url.port || *url.port < 0 || *url.port > 65535 || url.host.empty()) return false;
  if (*url.port == 0 && version < Version{3, 11}) url.port.reset();
  return true;
}

// yarl.URL(value). Returns no value if it raises. Without `//` there is no host, but also no
// exception yet.
std::optional<Url> parse_url(std::string_view value, const Version& version) {
  const std::string clean = cleaned(value);
  std::string_view rest = clean;
  Url url;
  const std::size_t colon = rest.find(':');
  if (colon != std::string_view::npos && is_scheme(rest.substr(0, colon))) {
    url.scheme = ascii::lowered(rest.substr(0, colon));
    rest.remove_prefix(colon + 1);
  }
  url.behind = rest;
  if (!rest.starts_with("//")) return url;
  rest.remove_prefix(2);
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  url.behind = rest.substr(end);
  if (end > 0 && !read_netloc(rest.substr(0, end), version, url)) return std::nullopt;
  return url;
}

// yarl writes IPv6 in its shortest form.
std::string yarl_host(const Target& target) {
  const std::string host = whatwg_hostname(target.host, target.is_ipv6);
  return target.is_ipv6 ? host.substr(1, host.size() - 2) : target.lowered_host();
}

std::int64_t default_port(std::string_view scheme, const Version& version) {
  if (scheme == "http" || scheme == "ws") return 80;
  return scheme == "ftp" && version >= Version{3, 11} ? 21 : 0;
}

constexpr std::array<std::string_view, 4> kSchemes = {"http", "https", "ws", "wss"};

std::size_t known_schemes(const Version& version) {
  return version < Version{3, 8} ? 2 : kSchemes.size();
}

// The error that requests of every scheme raise.
std::optional<Route> find_error(const python::Proxies& proxies, const Version& version) {
  for (const std::string_view key : std::span(kSchemes).first(known_schemes(version))) {
    const auto variable = proxies.find(key);
    if (!variable) continue;
    const auto url = parse_url(variable->value, version);
    if (!url) return Route::error("ValueError: yarl cannot parse it", variable->name);
    if (url->user.find(':') != std::string::npos) {
      return Route::error("ValueError: a colon in the user name", variable->name);
    }
  }
  return std::nullopt;
}

Route use_proxy(const Variable& variable, const Version& version) {
  const Url proxy = parse_url(variable.value, version).value_or(Url{});
  if (proxy.scheme == "https" || proxy.scheme == "wss") {
    return Route::direct("ignores a proxy with TLS, with a warning", variable.name);
  }
  if (proxy.host.empty() && proxy.behind.empty()) {
    return Route::direct("an empty URL counts as none", variable.name);
  }
  if (proxy.host.empty()) {
    return Route::error("InvalidURL: what stands before the colon is the scheme", variable.name);
  }
  if (sends_credentials(proxy, version) && !fits_latin1(proxy.user + proxy.password)) {
    return Route::error("UnicodeEncodeError: credentials beyond Latin-1", variable.name);
  }
  // aiohttp speaks HTTP to a proxy of any scheme.
  return through_endpoint(
      variable,
      {"http", proxy.host, proxy.port.value_or(default_port(proxy.scheme, version)), proxy.behind});
}

// The list is read first, so every choice depends on it.
Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const python::Proxies proxies(environment);
  if (const auto error = find_error(proxies, version)) return {*error};
  if (scheme.starts_with("ws") && known_schemes(version) < kSchemes.size()) {
    return {Route::direct("uses proxies for http and https only")};
  }
  const auto variable = proxies.find(scheme);
  return {variable ? use_proxy(*variable, version) : proxies.direct_without(scheme)};
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  if (!assumptions.holds(Condition::trust_env)) {
    return make_fixed_router(
        "aiohttp", {"http", "https", "ws", "wss"},
        Route::unread("reads no proxy variables: its default is trust_env=False"));
  }
  return make_router(
      "aiohttp", choose_each({"http", "https", "ws", "wss"}, environment, version, choose),
      [list = python::read_list(python::Proxies(environment))](const Target& target) {
        return python::bypass(list, yarl_host(target));
      });
}

constexpr ClientVersion kHistory[] = {
    {{}, "http and https only"},
    {{3, 8}, "ws_proxy and wss_proxy for ws:// and wss://"},
    {{3, 10, 9}, "a password without a user is sent"},
    {{3, 11}, "blanks round the port are aside (yarl 1.17 parses by itself)"},
};

constexpr Condition kAsked[] = {Condition::trust_env};

}  // namespace

extern const Client kPythonAiohttp = {"python-aiohttp",       "aiohttp", compile, kHistory,
                                      Judged::by_real_client, kAsked};

}  // namespace proxyenv::clients
