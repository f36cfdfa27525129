// SPDX-License-Identifier: Apache-2.0
// Go net/http (http.DefaultTransport). The rules are in rules/go.cpp; here is how the transport
// uses the proxy: net/http transport.go dialConn, canonicalAddr. Run: 1.19.8. The transport of 1.23
// and later was not run with an unknown scheme. A proxy whose URL has lost its host (`http://` in
// 1.19, `//p:1`) is port 80 of this machine.
#include "clients/rules/go.hpp"

#include <string>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/port.hpp"
#include "core/proxy_url.hpp"
#include "net/address.hpp"
#include "net/host.hpp"

namespace proxyenv::clients {

namespace {

bool is_socks(std::string_view scheme) {
  return scheme == "socks5" || scheme == "socks5h";
}

std::string_view default_port(std::string_view scheme) {
  if (scheme == "https") return "443";
  if (scheme == "http") return "80";
  return is_socks(scheme) ? "1080" : "";
}

// net.isDomainName() requires a letter, and Go accepts no short form of an address.
bool is_number(std::string_view host) {
  return !net::parse_address(host) &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

Route use_proxy(const go::Proxy& proxy) {
  const auto fails = [&](std::string_view why) { return Route::error(why, proxy.variable); };
  // JoinHostPort puts brackets around IPv6, even if the value had none.
  const bool bare_v6 = net::parse_address(proxy.host).value_or(net::Address{}).is_v6;
  const std::string host = proxy.host.empty() ? "localhost"
                           : bare_v6          ? "[" + proxy.host + "]"
                                              : proxy.host;
  if (proxy.misread) return fails("Go takes what stands before the colon for the proxy's host");
  if (!net::is_host(host) || is_number(host)) return fails("Go cannot look the proxy's host up");
  const std::string port(proxy.port.empty() ? default_port(proxy.scheme) : proxy.port);
  const auto number = parse_padded_port(port);
  if (!number) return fails("the proxy's port is none");
  // The transport speaks HTTP to a proxy whose scheme it does not handle.
  const std::string scheme =
      proxy.scheme == "https" || is_socks(proxy.scheme) ? proxy.scheme : "http";
  return Route::through(scheme, host, *number, proxy.variable);
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto answer = go::read_proxy(environment, scheme, version);
  if (const auto* const route = std::get_if<Route>(&answer)) return {*route, false};
  return {use_proxy(std::get<go::Proxy>(answer))};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router("Go net/http", choose_each({"http", "https"}, environment, version, choose),
                     [list = go::read_list(environment, version)](const Target& target) {
                       return go::bypass(list, {target.host, target.port, false});
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "proxy schemes http, https, socks5; names in the list match the text of addresses"},
    {{1, 23}, "any proxy scheme, socks5h among them"},
    {{1, 23, 7}, "names in the list do not match addresses"},
    {{1, 24, 8}, "only IPv6 addresses may stand in the brackets of a proxy (and from 1.25.2)"},
    {{1, 26}, "a second colon in a proxy's host is an error"},
    {{1, 26, 1}, "nothing may stand in front of the brackets (and from 1.25.8)"},
    {{1, 27}, "the second colon is an error in http and https proxies alone"},
};

}  // namespace

extern const Client kGo = {"go", "Go net/http", compile, kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
