// SPDX-License-Identifier: Apache-2.0
// Symfony's HttpClient in PHP on the command line, by its CurlHttpClient, which it chooses where
// the curl extension is. Read in HttpClientTrait.php (getProxyUrl) and CurlHttpClient.php (request)
// of 5.4.53, which are the same in 7.1.5 (274e2f6). Run: 5.4.53 with PHP 8.2 and libcurl 7.88.1.
// Versions are those of libcurl, which is given the proxy and the list. `??`: a name that is set
// counts, empty or not, and an empty one turns proxies off.
#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/libcurl.hpp"
#include "clients/rules/lookup.hpp"

namespace proxyenv::clients {

namespace {

std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme) {
  if (scheme == "https") {
    const auto own = first_present(environment, {"https_proxy", "HTTPS_PROXY"});
    if (own) return own;
  }
  return first_present(environment, {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto proxy = find_proxy(environment, scheme);
  if (!proxy) return {Route::direct("none of its variables is set"), false};
  if (proxy->value.empty()) {
    return {Route::direct("set but empty, which turns proxies off", proxy->name), false};
  }
  return {libcurl::read_proxy_value(proxy->value, "http", proxy->name, version)};
}

Router compile(const Environment& environment, const Version& version) {
  const Variable list = first_present(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  return make_router("Symfony's HttpClient",
                     choose_each({"http", "https"}, environment, version, choose),
                     [list = libcurl::read_list(list, version)](const Target& target) {
                       return libcurl::bypass(list, target);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "the list as libcurl before 7.86 reads it"},       {{7, 86}, "IPv4 networks in the list"},
    {{8, 9}, "entries must be separated by commas"},        {{8, 18}, "IPv6 networks in the list"},
    {{8, 21}, "a proxy without a port is at 80, not 1080"},
};

}  // namespace

extern const Client kPhpSymfony = {"php-symfony", "Symfony's HttpClient in PHP, by curl", compile,
                                   kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
