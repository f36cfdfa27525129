// SPDX-License-Identifier: Apache-2.0
// git over http(s) and ftp. Read in git 2.55.0+618 (0075550515, 2026-08-20) http.c get_curl_handle,
// var_override, set_curl_proxy_type; credential.c credential_from_url. Run: 2.39.5 with libcurl
// 7.88.1. Configuration (http.proxy, remote.*.proxy) is not in the environment and counts as unset.
// A version of git does not tell which libcurl it uses; one of the same age is assumed
// (libcurl_of). A user without a password is an error: git asks for the password, and nobody
// answers a program.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/libcurl.hpp"
#include "clients/rules/lookup.hpp"
#include "text/percent.hpp"

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

// var_override(): a later name that is present replaces an earlier one, empty or not.
std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme) {
  // ftp:// also reads http_proxy.
  const auto found = scheme == "https" ? last_present(environment, {"HTTPS_PROXY", "https_proxy"})
                                       : last_present(environment, {"http_proxy"});
  return found ? found : last_present(environment, {"ALL_PROXY", "all_proxy"});
}

// credential_from_url(): user information ends at the first `@`.
struct Credential {
  std::string_view scheme;
  bool has_user = false;
  bool has_password = false;
  std::string host;  // with the port
  std::string_view path;
};

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
  credential.host = percent_decoded(rest.substr(host, slash - host));
  credential.path = rest.substr(slash);
  credential.path.remove_prefix(
      std::min(credential.path.find_first_not_of('/'), credential.path.size()));
  return credential;
}

bool has_newline(std::string_view url) {
  return percent_decoded(url).find('\n') != std::string::npos;
}

// CURLOPT_PROXYTYPE. Returns no value for a scheme that git refuses.
std::optional<std::string> proxy_type(std::string_view value, std::string_view scheme,
                                      const Version& version) {
  constexpr std::array<std::string_view, 7> kKnown = {"http",    "https",  "socks",  "socks4",
                                                      "socks4a", "socks5", "socks5h"};
  if (version >= kSchemesCompared) {
    const bool known = std::find(kKnown.begin(), kKnown.end(), scheme) != kKnown.end();
    return known ? std::optional(std::string(scheme)) : std::nullopt;
  }
  // git compared the beginning of the whole value: a scheme, or the host if there is no scheme.
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

// git's own refusals come first, then libcurl reads the list, then the proxy.
Choice use_proxy(const Variable& proxy, const Version& version) {
  const auto fails = [&](std::string_view why) {
    return Choice{Route::error(why, proxy.name), false};
  };
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
    return {Route::direct("a proxy without a host is no proxy", proxy.name), false};
  }
  if (credential.has_user && !credential.has_password) {
    return fails("git asks for the proxy's password, which the URL does not have");
  }
  return {libcurl::read_proxy_value(credential.host, *type, proxy.name, libcurl_of(version))};
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto proxy = find_proxy(environment, scheme);
  if (!proxy) return {Route::direct("none of its variables is set"), false};
  if (proxy->value.empty()) {
    return {Route::direct("set but empty, which turns proxies off", proxy->name), false};
  }
  return use_proxy(*proxy, version);
}

Router compile(const Environment& environment, const Version& version) {
  const Variable list = last_present(environment, {"NO_PROXY", "no_proxy"}).value_or(Variable{});
  Router by_git =
      make_router("git", choose_each({"http", "https", "ftp"}, environment, version, choose),
                  [list = libcurl::read_list(list, libcurl_of(version))](const Target& target) {
                    return libcurl::bypass(list, target);
                  });
  if (find_proxy(environment, "ftp")) return by_git;
  // If git finds no proxy, libcurl also looks for one. Only for ftp does it read a variable that
  // git has not read.
  return [by_git = std::move(by_git),
          by_libcurl = kCurl.compile(environment, libcurl_of(version))](const Target& target) {
    return target.scheme == "ftp" ? by_libcurl(target) : by_git(target);
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "the list as libcurl before 7.86 reads it"},
    {{2, 39}, "networks in the list (libcurl 7.88)"},
    {{2, 46}, "entries must be separated by commas (libcurl 8.9)"},
    {{2, 47}, "a path after the proxy is refused"},
    {{2, 53}, "IPv6 networks in the list (libcurl 8.18)"},
    {{2, 55}, "an unknown proxy scheme is refused; port 80, not 1080 (libcurl 8.21)"},
};

}  // namespace

extern const Client kGit = {"git", "git over http and https", compile, kHistory,
                            Judged::by_real_client};

}  // namespace proxyenv::clients
