// SPDX-License-Identifier: Apache-2.0
// yt-dlp. Read in yt_dlp/YoutubeDL.py (_setup_opener) and yt_dlp/utils.py (PerRequestProxyHandler,
// make_socks_conn_class) of 2023.03.04. From 2023.09.24 on in yt_dlp/YoutubeDL.py (proxies),
// yt_dlp/utils/networking.py (clean_proxies, select_proxy), yt_dlp/networking/common.py
// (_check_proxies) and yt_dlp/networking/_urllib.py of 81ecd58b (2026.08.19). Run: 2023.03.04 as
// Debian has it, and 81ecd58b from its source. Its own option --proxy counts as not given.
// yt-dlp fetches by urllib, with a handler for proxies of its own. From 2023.11.14 on it fetches by
// requests where requests 2.32.2 is installed, which is not modelled: then it takes https://
// proxies, too, and urllib3 reads a proxy's host and port.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "clients/client.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "clients/rules/python_url.hpp"
#include "clients/rules/urllib.hpp"
#include "net/address.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::int64_t kSocksPort = 1080;
constexpr std::string_view kNoSocksForFtp = "FTP takes no SOCKS proxy";

constexpr std::string_view kNoIpv6InSocks4 = "SOCKS4 has no IPv6: fails after connecting";

// An address for which the resolver has none of IPv4. It has one for IPv4 that is written as IPv6.
bool is_only_v6(std::string_view host) {
  const auto address = net::parse_address(host);
  return address && net::unmapped(*address).is_v6;
}

bool is_socks(std::string_view scheme) {
  return scheme == "socks4" || scheme == "socks4a" || scheme == "socks5";
}

// --- Before 2023.09.24 -------------------------------------------------------------------------

// Its socket is one for IPv4 alone.
std::optional<Route> take_socks(const Variable& proxy, std::string_view target_scheme,
                                std::string_view host) {
  const auto url = python::split_url(proxy.value);
  if (!url) return Route::error("ValueError: urlparse() cannot read it", proxy.name);
  const std::string scheme = url->scheme == "socks" ? "socks4" : url->scheme;
  if (!is_socks(scheme)) return std::nullopt;
  if (target_scheme == "ftp") return Route::direct(kNoSocksForFtp, proxy.name);
  const auto port = python::port_of(*url);
  if (!port || url->host.empty()) {
    return Route::error("the SOCKS proxy has no host, or no port that is a number", proxy.name);
  }
  if (is_only_v6(url->host)) {
    return Route::error("its socket for SOCKS has no IPv6", proxy.name);
  }
  const bool is_bracketed = host.starts_with('[');
  if (scheme == "socks4" && is_bracketed && is_only_v6(host.substr(1, host.find(']') - 1))) {
    return Route::error(kNoIpv6InSocks4, proxy.name);
  }
  return through_endpoint(proxy, {scheme, url->host, *port == 0 ? kSocksPort : *port, url->behind});
}

// --- From 2023.09.24 on ------------------------------------------------------------------------

struct Proxy {
  Variable variable;
  std::string text;  // the value after clean_proxies()
};

// The value as clean_proxies() leaves it. No value where a handler refuses it.
std::optional<std::string> cleaned(std::string_view value) {
  const auto proxy = urllib::parse_proxy(value);
  if (!proxy) return std::nullopt;
  if (proxy->scheme.empty()) {
    return text::concatenated({"http://", value.substr(value.starts_with("//") ? 2 : 0)});
  }
  return std::string(value);
}

// _check_proxies(): whether its urllib handler takes the value.
bool is_supported(std::string_view value) {
  const auto proxy = urllib::parse_proxy(value);
  if (!proxy || proxy->scheme.empty()) return false;
  const auto url = python::split_url(value);
  if (!url) return false;
  // clean_proxies() replaces `socks`, which no handler knows, where it is read as urllib reads it.
  if (proxy->scheme == "socks" || proxy->scheme == "socks5") {
    return !url->host.empty() || url->userinfo || !url->port.empty();
  }
  return url->scheme == "http" || url->scheme == "socks5h" || is_socks(url->scheme);
}

Route connect_socks(const Proxy& proxy, const python::SplitUrl& url, const Target& target) {
  const std::string_view name = proxy.variable.name;
  std::string_view scheme = url.scheme;
  if (scheme == "socks") scheme = "socks4";
  if (scheme == "socks5") scheme = "socks5h";
  const auto port = python::port_of(url);
  if (!port) return Route::error("the SOCKS proxy's port is no number", name);
  if (scheme == "socks4" && is_only_v6(target.host)) return Route::error(kNoIpv6InSocks4, name);
  // getaddrinfo() takes no host for this machine.
  const std::string_view host = url.host.empty() ? std::string_view("localhost") : url.host;
  return through_endpoint(proxy.variable,
                          {scheme, host, *port == 0 ? kSocksPort : *port, url.behind});
}

Route connect(const Proxy& proxy, const Target& target) {
  const auto url = python::split_url(proxy.text);
  if (url && url->scheme != "http") return connect_socks(proxy, *url, target);
  const auto parsed = urllib::parse_proxy(proxy.text);
  if (!parsed) return Route::error("a proxy URL with no authority", proxy.variable.name);
  if (target.scheme != "https" && parsed->scheme != "http") {
    return Route::error("unknown url type: a blank before the scheme", proxy.variable.name);
  }
  return urllib::connect(
      proxy.variable, {"http", parsed->host, target.scheme == "https" ? 443 : 80, parsed->behind});
}

struct Networking {
  python::Proxies proxies;
  python::List list;
  std::optional<Route> error;  // for every target

  std::optional<Proxy> proxy_for(std::string_view scheme) const {
    auto variable = proxies.find(scheme);
    if (!variable && scheme == "https") variable = proxies.find("http");
    if (!variable) variable = proxies.find("all");
    if (!variable) return std::nullopt;
    return Proxy{*variable, cleaned(variable->value).value_or("")};
  }
};

Networking read_networking(const python::Proxies& proxies) {
  Networking networking{proxies, python::read_list(proxies), std::nullopt};
  constexpr std::array<std::string_view, 5> kKeys = {"http", "https", "data", "ftp", "all"};
  for (const std::string_view key : kKeys) {
    const auto variable = proxies.find(key);
    if (!variable) continue;
    const auto text = cleaned(variable->value);
    if (!text || !is_supported(*text)) {
      networking.error = Route::error("no handler takes the proxy, for any target", variable->name);
      break;
    }
  }
  return networking;
}

// select_proxy() asks the list without brackets, and urllib's handler once more with them.
std::optional<Route> bypass(const python::List& list, const Target& target) {
  auto route = python::bypass(list, target.lowered_host() + target.written_port());
  return route ? route : python::bypass(list, target.netloc());
}

Route fetch(const Networking& networking, const Target& target) {
  if (target.scheme != "http" && target.scheme != "https" && target.scheme != "ftp") {
    return Route::no_scheme("yt-dlp", target.scheme);
  }
  if (networking.error) return *networking.error;
  const auto proxy = networking.proxy_for(target.scheme);
  if (!proxy) return networking.proxies.direct_without(target.scheme);
  if (auto route = bypass(networking.list, target)) return *std::move(route);
  const bool is_http = python::split_url(proxy->text).value_or(python::SplitUrl{}).scheme == "http";
  if (target.scheme == "ftp" && !is_http) {
    return Route::direct(kNoSocksForFtp, proxy->variable.name);
  }
  return connect(*proxy, target);
}

// -----------------------------------------------------------------------------------------------

Router compile(const Environment& environment, const Version& version) {
  const python::Proxies proxies(environment);
  if (version >= Version{2023, 9, 24}) {
    return [networking = read_networking(proxies)](const Target& target) {
      return fetch(networking, target);
    };
  }
  return
      [handler = urllib::Handler{"yt-dlp", proxies, python::read_list(proxies), true, take_socks}](
          const Target& target) { return urllib::open_url(handler, target); };
}

constexpr ClientVersion kHistory[] = {
    {{}, "a SOCKS proxy asks no list; https takes http's proxy; no ALL_PROXY"},
    {{2023, 9, 24}, "ALL_PROXY; the list counts for SOCKS, too; an https:// proxy is an error"},
};

}  // namespace

extern const Client kYtDlp = {"yt-dlp", "yt-dlp", compile, kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
