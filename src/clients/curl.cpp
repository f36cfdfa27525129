// SPDX-License-Identifier: Apache-2.0
// libcurl and the curl command: which variables they read. Read in curl 5c61e16869 (2026-08-22,
// 8.22.0-DEV) lib/proxy.c proxy_detect_proxy; before 8.21 lib/url.c detect_proxy. rules/libcurl.cpp
// has libcurl's reading of the values. Run: 7.88.1.
#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/libcurl.hpp"
#include "clients/rules/lookup.hpp"

namespace proxyenv::clients {

namespace {

// curl_getenv() treats an empty value as unset, so the next variable is tried.
std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme) {
  // HTTP_PROXY is never read, because a CGI header can set it.
  if (scheme == "http") return first_set(environment, {"http_proxy", "all_proxy", "ALL_PROXY"});
  if (scheme == "ws") {
    return first_set(environment, {"ws_proxy", "WS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"});
  }
  if (scheme == "wss") {
    return first_set(environment, {"wss_proxy", "WSS_PROXY", "https_proxy", "HTTPS_PROXY",
                                   "all_proxy", "ALL_PROXY"});
  }
  if (scheme == "ftp") {
    return first_set(environment, {"ftp_proxy", "FTP_PROXY", "all_proxy", "ALL_PROXY"});
  }
  return first_set(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto proxy = find_proxy(environment, scheme);
  if (!proxy) return {Route::direct("none of its variables has a value"), false};
  return {libcurl::read_proxy_value(proxy->value, "http", proxy->name, version)};
}

Router compile(const Environment& environment, const Version& version) {
  const Variable list = first_set(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  return make_router(
      "curl", choose_each({"http", "https", "ftp", "ws", "wss"}, environment, version, choose),
      [list = libcurl::read_list(list, version)](const Target& target) {
        return libcurl::bypass(list, target);
      });
}

constexpr ClientVersion kHistory[] = {
    {{}, "entries of the list are names, IPv6 text; blanks separate too"},
    {{7, 76}, "a control character in a proxy's credentials, percent-encoded, means no proxy"},
    {{7, 86}, "IPv4 networks in the list; a plain name lost its subdomains in 7.86.0"},
    {{7, 87}, "a plain name covers its subdomains again"},
    {{8, 9}, "entries must be separated by commas"},
    {{8, 17}, "IPv6 prefixes (unused before 8.18)"},
    {{8, 18}, "IPv6 addresses and networks in the list; a control character is an error"},
    {{8, 21}, "a proxy without a port is at 80, not 1080"},
};

}  // namespace

extern const Client kCurl = {"curl", "the curl command and libcurl", compile, kHistory,
                             Judged::by_real_client};

}  // namespace proxyenv::clients
