// SPDX-License-Identifier: Apache-2.0
// fetch of Deno. Versions are those of Deno. Read in ext/fetch/proxy.rs (from_env, Target::parse,
// NoProxy, Proxies::intercept) of 2.9, a copy of reqwest's code; node:http in Deno is Node.js's.
// Run: 2.9.6, with connections recorded.
#include <algorithm>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/rust.hpp"
#include "net/host.hpp"

namespace proxyenv::clients {

namespace {

// Target::parse(). No value where Deno silently ignores the variable.
std::optional<Route> read_proxy_value(const Variable& proxy) {
  if (proxy.value.starts_with("unix:")) {
    return Route::error("connects to a socket in the file system", proxy.name);
  }
  auto uri = rust::parse_uri(proxy.value);
  if (!uri) return std::nullopt;
  if (uri->scheme.empty()) uri->scheme = "http";
  const bool is_socks = uri->scheme == "socks5" || uri->scheme == "socks5h";
  if (uri->scheme != "http" && uri->scheme != "https" && !is_socks) return std::nullopt;
  std::string_view text = uri->authority;
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    if (text.substr(0, at).find(':') == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + 1);
    if (!rust::is_authority(text)) return std::nullopt;
  }
  const std::size_t host_end =
      text.starts_with('[') ? text.find(']') + 1 : std::min(text.find(':'), text.size());
  std::string_view host = text.substr(0, host_end);
  if (is_socks && host.starts_with('[')) {
    return Route::error("looks what stands in brackets up as a name", proxy.name);
  }
  // hyper's connector takes brackets off, whatever is in them.
  if (host.starts_with('[') && !net::is_host(host)) host = host.substr(1, host.size() - 2);
  const std::string_view written = text.substr(std::min(host_end + 1, text.size()));
  std::int64_t port = uri->scheme == "https" ? 443 : is_socks ? 1080 : 80;
  if (const auto number = net::parse_port(written)) port = *number;
  if (!written.empty() && written.find_first_not_of('0') == std::string_view::npos) port = 0;
  return through_endpoint(proxy, {uri->scheme, host, port, uri->behind});
}

std::optional<Route> first_usable(const Environment& environment, Names names) {
  for (const std::string_view name : names) {
    const auto variable = rust::first_in_utf8(environment, name, name);
    if (!variable) continue;
    if (auto route = read_proxy_value(*variable)) return route;
  }
  return std::nullopt;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  auto route = first_usable(environment, {"ALL_PROXY", "all_proxy"});
  if (!route && scheme == "https") {
    route = first_usable(environment, {"HTTPS_PROXY", "https_proxy"});
  }
  if (!route && scheme == "http") {
    if (environment.find("REQUEST_METHOD")) {
      return {Route::direct("CGI: no proxy for http is read", "REQUEST_METHOD"), false};
    }
    route = first_usable(environment, {"HTTP_PROXY", "http_proxy"});
  }
  if (route) return {std::move(*route)};
  return {Route::direct("none of its variables has a value it can use"), false};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router("Deno", choose_each({"http", "https"}, environment, version, choose),
                     [list = rust::read_list(environment)](const Target& target) {
                       return rust::bypass(list, target,
                                           {.case_counts = true, .empty_is_a_name = true});
                     });
}

constexpr ClientVersion kHistory[] = {{{}, "upper case first; ALL_PROXY before the scheme's own"}};

}  // namespace

extern const Client kDenoFetch = {"deno-fetch", "Deno fetch", compile, kHistory,
                                  Judged::by_real_client};

}  // namespace proxyenv::clients
