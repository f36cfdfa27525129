// SPDX-License-Identifier: Apache-2.0
// httpx.Client() and AsyncClient(). Read in httpx/_utils.py (get_environment_proxies, URLPattern),
// _config.py (Proxy), _client.py (_get_proxy_map, _transport_for_url) and _urlparse.py of 0.28.1,
// 0.23.3 and CHANGELOG.md. Run: 0.23.3. rules/httpx.cpp says how Client() reads the environment;
// here is how a request chooses its route.
#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/httpx.hpp"
#include "clients/rules/python.hpp"

namespace proxyenv::clients {

namespace {

// _transport_for_url().
Route route_of(const httpx::Mounts& mounts, const python::Proxies& proxies, const Target& target) {
  if (target.scheme != "http" && target.scheme != "https") {
    return Route::no_scheme("httpx", target.scheme);
  }
  const bool has_proxy = find_choice(mounts.proxies, target.scheme) != nullptr ||
                         find_choice(mounts.proxies, "") != nullptr;
  if (!has_proxy) {
    const std::string own_key = target.scheme + "://";
    if (httpx::has_entry(mounts.mounts, own_key)) return Route::exempt(own_key, mounts.list_name);
    return proxies.direct_without(target.scheme);
  }
  if (mounts.has_star) return Route::exempt("*", mounts.list_name);
  httpx::Request request{target.scheme, target.lowered_host(), target.port};
  if (target.port == default_port_of(target.scheme)) request.port.reset();
  const httpx::Mount* const mount = mounts.find(request);  // at least that of a proxy
  if (mount->entry.empty()) return find_choice(mounts.proxies, mount->pattern.scheme)->route;
  return Route::exempt(mount->entry, mounts.list_name);
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  const python::Proxies proxies(environment);
  httpx::Mounts mounts = httpx::read_mounts(proxies, version, assumptions);
  if (mounts.error) {
    return make_fixed_router("httpx", {"http", "https"}, *mounts.error);
  }
  return [mounts = std::move(mounts), proxies](const Target& target) {
    return route_of(mounts, proxies, target);
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "all entries of the list are suffixes at a dot, addresses and localhost too"},
    {{0, 22}, "socks5 proxies"},
    {{0, 24}, "another URL parser: what cannot be parsed is an error at Client()"},
    {{0, 24, 1}, "addresses and localhost are exact; IPv6 can be written, without brackets"},
    {{0, 26}, "an entry may be a URL pattern; `@` in a password"},
    {{0, 28}, "socks5h proxies"},
};

constexpr Condition kAsked[] = {Condition::socksio};

}  // namespace

extern const Client kPythonHttpx = {"python-httpx",
                                    "httpx (Anthropic, OpenAI before 3 and other SDKs)",
                                    compile,
                                    kHistory,
                                    Judged::by_real_client,
                                    kAsked};

}  // namespace proxyenv::clients
