// SPDX-License-Identifier: Apache-2.0
// git over http(s) and ftp. Read in git 2.55.0+618 (0075550515, 2026-08-20) http.c get_curl_handle,
// var_override, set_curl_proxy_type; credential.c credential_from_url. Run: 2.39.5 with libcurl
// 7.88.1. Configuration (http.proxy, remote.*.proxy) is not in the environment: as if unset.
// A git does not say which libcurl it stands on; one of the same age is assumed (libcurl_of).
// A user without password is an error: git asks for it, and a program has nobody who answers.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "clients/models.hpp"
#include "clients/rules/libcurl.hpp"
#include "text/ascii.hpp"

namespace proxyenv::clients {

namespace {

const Version kSchemesCompared{2, 55};  // git's commit of 2026-05-06
const Version kPathsRefused{2, 47};     // unix sockets for SOCKS; a path was dropped before

Version libcurl_of(const Version& git) {
  static const std::array<std::pair<Version, Version>, 4> kSameAge = {{
      {{2, 55}, {8, 21}},
      {{2, 53}, {8, 18}},
      {{2, 46}, {8, 9}},
      {{2, 39}, {7, 88}},
  }};
  const auto* const row = std::find_if(kSameAge.begin(), kSameAge.end(),
                                       [&](const auto& it) { return git >= it.first; });
  return row == kSameAge.end() ? Version{7, 85} : row->second;
}

struct Found {
  std::string_view name;
  std::string_view value;
};

// var_override(): a later name that is present replaces an earlier one, empty or not.
std::optional<Found> find_last(const Environment& environment,
                               std::span<const std::string_view> names) {
  std::optional<Found> found;
  for (const std::string_view name : names) {
    if (const auto value = environment.find(name)) found = Found{name, *value};
  }
  return found;
}

std::optional<Found> find_proxy(const Environment& environment, std::string_view scheme) {
  constexpr std::array<std::string_view, 2> kHttps = {"HTTPS_PROXY", "https_proxy"};
  constexpr std::array<std::string_view, 1> kOthers = {"http_proxy"};  // ftp:// reads it, too
  constexpr std::array<std::string_view, 2> kAll = {"ALL_PROXY", "all_proxy"};
  const auto found =
      scheme == "https" ? find_last(environment, kHttps) : find_last(environment, kOthers);
  return found ? found : find_last(environment, kAll);
}

// credential_from_url(): user information ends at the first `@`.
struct Credential {
  std::string_view scheme;
  bool has_user = false;
  bool has_password = false;
  std::string host;  // with the port
  std::string_view path;
};

std::string url_decoded(std::string_view text) {
  const auto digit = [](char c) {
    return ascii::is_digit(c) ? c - '0' : ascii::to_lower(c) - 'a' + 10;
  };
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '%' && i + 2 < text.size() &&
                         ascii::is_hex_digit(text[i + 1]) && ascii::is_hex_digit(text[i + 2]);
    if (!escaped) {
      result.push_back(text[i]);
      continue;
    }
    result.push_back(static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])));
    i += 2;
  }
  return result;
}

Credential read_credential(std::string_view url) {
  Credential credential;
  const std::size_t scheme_end = url.find("://");
  credential.scheme = url.substr(0, scheme_end);
  const std::string_view rest = url.substr(scheme_end + 3);
  const std::size_t slash = std::min(rest.find_first_of("/?#"), rest.size());
  const std::size_t at = rest.find('@');
  std::size_t host = 0;
  if (at < slash) {
    host = at + 1;
    credential.has_user = true;
    credential.has_password = rest.find(':') < at;
  }
  credential.host = url_decoded(rest.substr(host, slash - host));
  credential.path = rest.substr(slash);
  credential.path.remove_prefix(
      std::min(credential.path.find_first_not_of('/'), credential.path.size()));
  return credential;
}

bool has_newline(std::string_view url) {
  return url_decoded(url).find('\n') != std::string::npos;
}

// Nothing for a scheme that git refuses.
std::optional<std::string> proxy_type(std::string_view value, std::string_view scheme,
                                      const Version& version) {
  constexpr std::array<std::string_view, 7> kKnown = {"http",    "https",  "socks",  "socks4",
                                                      "socks4a", "socks5", "socks5h"};
  if (version >= kSchemesCompared) {
    const bool known = std::find(kKnown.begin(), kKnown.end(), scheme) != kKnown.end();
    return known ? std::optional(std::string(scheme)) : std::nullopt;
  }
  // The beginning of the whole value was compared: of a scheme, or of the host where there is none.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kBeginnings = {{
      {"socks5h", "socks5h"},
      {"socks5", "socks5"},
      {"socks4a", "socks4a"},
      {"socks", "socks4"},
      {"https", "https"},
  }};
  for (const auto& [beginning, type] : kBeginnings) {
    if (value.starts_with(beginning)) return std::string(type);
  }
  return "http";
}

std::optional<Found> find_list(const Environment& environment) {
  constexpr std::array<std::string_view, 2> kNames = {"NO_PROXY", "no_proxy"};
  return find_last(environment, kNames);
}

// git's own refusals come before libcurl's look at the list, and that before its look at the proxy.
Route use_proxy(const Found& proxy, const std::optional<Found>& list, const Target& target,
                const Version& version) {
  const auto fails = [&](std::string why) { return Route::error(std::move(why), proxy.name); };
  const bool has_scheme = proxy.value.find("://") != std::string_view::npos;
  const std::string url = (has_scheme ? "" : "http://") + std::string(proxy.value);
  if (url.starts_with("://")) return fails("git refuses a URL without scheme");
  if (has_newline(url)) return fails("git refuses a newline in the proxy's URL");
  const Credential credential = read_credential(url);
  const auto type = proxy_type(proxy.value, credential.scheme, version);
  if (!type) return fails("git compares schemes to the letter and has no such one for a proxy");
  if (version >= kPathsRefused && !credential.path.empty()) {
    return fails("git refuses a path after the proxy");
  }
  if (credential.host.empty()) {
    return Route::direct("a proxy without a host is no proxy", proxy.name);
  }
  if (credential.has_user && !credential.has_password) {
    return fails("git asks for the proxy's password, which the URL does not have");
  }
  const Version libcurl_version = libcurl_of(version);
  if (list) {
    if (const auto entry = libcurl::exempting_entry(list->value, target, libcurl_version)) {
      return Route::exempt(*entry, list->name);
    }
  }
  return libcurl::read_proxy_value(credential.host, *type, proxy.name, libcurl_version);
}

}  // namespace

std::span<const ClientVersion> history_git() {
  static const std::array<ClientVersion, 6> kHistory = {{
      {{}, "the list as libcurl before 7.86 reads it"},
      {{2, 39}, "networks in the list (libcurl 7.88)"},
      {{2, 46}, "entries must be separated by commas (libcurl 8.9)"},
      {{2, 47}, "a path after the proxy is refused"},
      {{2, 53}, "IPv6 networks in the list (libcurl 8.18)"},
      {{2, 55}, "an unknown proxy scheme is refused; port 80, not 1080 (libcurl 8.21)"},
  }};
  return kHistory;
}

Route route_git(const Environment& environment, const Target& target, const Version& version) {
  if (target.scheme != "http" && target.scheme != "https" && target.scheme != "ftp") {
    return Route::no_scheme("git", target.scheme);
  }
  const auto proxy = find_proxy(environment, target.scheme);
  if (!proxy) {
    // libcurl looks, too; only for ftp it knows a variable that git has not looked at.
    if (target.scheme == "ftp") return route_curl(environment, target, libcurl_of(version));
    return Route::direct("none of its variables is set");
  }
  if (proxy->value.empty()) {
    return Route::direct("set but empty, which turns proxies off", proxy->name);
  }
  return use_proxy(*proxy, find_list(environment), target, version);
}

}  // namespace proxyenv::clients
