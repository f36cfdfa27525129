// SPDX-License-Identifier: Apache-2.0
// apt's http, https and ftp methods. Read in apt 3.1.12 (2025-11-10) methods/http.cc
// HttpServerState::Open; methods/ftp.cc main, FTPConn::Open; apt-pkg/contrib/strutl.cc
// CheckDomainList, URI::CopyFrom. Run: 2.6.1, the method binaries. Acquire::*::Proxy configuration
// is assumed to be empty.
// Found later (docs/clients.md 8): a value without any `:` (`none`, `proxy`) has no host, and means
// no proxy.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/port.hpp"
#include "core/proxy_url.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// URI::CopyFrom() splits nearly every text without an error.
struct AptUri {
  std::string access;
  std::string host;  // without brackets
  std::string port;  // the text, read by atoi()
};

// The `/` that ends the host. Slashes in brackets do not count.
std::size_t authority_end(std::string_view uri, std::size_t begin) {
  bool in_bracket = false;
  for (std::size_t i = begin; i < uri.size(); ++i) {
    if (uri[i] == '[') in_bracket = true;
    if (in_bracket && uri[i] == ']') in_bracket = false;
    if (uri[i] == '/' && !in_bracket) return i;
  }
  return uri.size();
}

// Parts that the URI lacks keep the value of the previous URI, because CopyFrom() overwrites that
// one.
AptUri read_uri(std::string_view uri, AptUri result = {}) {
  const std::size_t colon = std::min(uri.find(':'), uri.size());
  result.access = uri.substr(0, colon);
  const bool slashes = uri.substr(colon).starts_with("://");
  const std::size_t begin = colon + (slashes ? 3 : 1);
  if (begin >= uri.size()) return result;
  const std::size_t end = authority_end(uri, slashes ? begin : colon);
  std::string_view host = uri.substr(std::min(begin, end), end - std::min(begin, end));
  const std::string before = std::move(result.host);
  if (host.empty()) host = before;
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos && at > 0) {
    host.remove_prefix(at + 1);
  }
  result.host.clear();
  result.port.clear();
  std::size_t port_begin = 0;
  for (const char c : host) {
    if (c == ']') port_begin = result.host.size();
    if (c != '[' && c != ']') result.host.push_back(c);
  }
  const std::size_t port = result.host.rfind(':');
  if (port == std::string::npos || port < port_begin) return result;
  result.port = result.host.substr(port + 1);
  result.host.resize(port);
  return result;
}

// atoi(): reads blanks and digits, and ignores the rest; 0 means the default. Returns no value for
// a number that is too large.
std::optional<std::uint16_t> leading_port(std::string_view text, std::uint16_t by_default) {
  text.remove_prefix(std::min(text.find_first_not_of(text::kAsciiSpace), text.size()));
  text = text.substr(0, text.find_first_not_of("0123456789"));
  if (text.find_first_not_of('0') == std::string_view::npos) return by_default;
  return parse_padded_port(text);
}

Route connect(const AptUri& uri, std::string_view scheme, std::uint16_t default_port,
              std::string_view name) {
  const bool v6 = uri.host.find(':') != std::string::npos;
  const std::string host = v6 ? "[" + uri.host + "]" : uri.host;
  const auto port = leading_port(uri.port, default_port);
  if (!net::is_host(host) || !port) return Route::error("apt cannot connect to such a proxy", name);
  return Route::through(scheme, host, *port, name);
}

Route use_proxy(const AptUri& uri, std::string_view name, std::string_view target_scheme) {
  const bool socks = uri.access == "socks5h";
  if (uri.access.empty() || uri.host.empty()) {
    return Route::direct("a proxy without a host is no proxy", name);
  }
  if (!socks && uri.access != "http" && uri.access != "https") {
    return Route::error("apt wants http://, https:// or socks5h:// (lower case) for a proxy", name);
  }
  // An http:// proxy without a port has the default port of the target.
  const bool tls = uri.access == "https" || target_scheme == "https";
  return connect(uri, uri.access, socks ? 1080 : (tls ? 443 : 80), name);
}

// For an http:// proxy the ftp method becomes the http method, with an empty list. It speaks FTP to
// any other proxy.
Choice choose_for_ftp(const Environment& environment) {
  constexpr std::string_view kScheme = "ftp";
  constexpr std::string_view kName = "ftp_proxy";
  const auto proxy = environment.find(kName);
  if (!proxy) return {Route::direct("none of its variables is set"), false};
  const AptUri uri = read_uri(*proxy);
  if (uri.access.empty()) {
    return {Route::direct("a proxy without a scheme is no proxy", kName), false};
  }
  if (uri.access == "http") return {use_proxy(uri, kName, kScheme), false};
  if (uri.host.find_first_not_of("0123456789") == std::string::npos) {
    return {Route::error("apt takes what stands before the colon for the scheme", kName)};
  }
  return {connect(uri, "ftp", 21, kName)};
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  if (scheme == "ftp") return choose_for_ftp(environment);
  std::string_view name = "http_proxy";
  // For https, https_proxy replaces it if it is present, empty or not.
  if (scheme == "https" && environment.find("https_proxy")) name = "https_proxy";
  const auto proxy = environment.find(name);
  if (!proxy) return {Route::direct("none of its variables is set"), false};
  if (proxy->empty()) return {Route::direct("set but empty", name), false};
  // https_proxy is read into the same URI after http_proxy. If it has no host, the host of
  // http_proxy stays.
  AptUri before;
  if (name == "https_proxy") before = read_uri(environment.find("http_proxy").value_or(""));
  return {use_proxy(read_uri(*proxy, std::move(before)), name, scheme)};
}

constexpr std::string_view kList = "no_proxy";

struct List {
  std::vector<std::string_view> entries;
  EntryIndex index;
};

List read_list(const Environment& environment) {
  List list{text::split(environment.find(kList).value_or(""), ","), {}};
  std::erase(list.entries, std::string_view{});
  for (const std::string_view entry : list.entries) list.index.add(entry);
  return list;
}

// CheckDomainList(): compares the raw end of the host, without trimming blanks.
std::optional<Route> bypass(const List& list, std::string_view host) {
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const std::string_view entry = list.entries[i];
    if (ascii::ends_with_ignoring_case(host, entry)) return Route::exempt(entry, kList);
  }
  return std::nullopt;
}

Router compile(const Environment& environment, const Version& version) {
  return make_router(
      "apt", choose_each({"http", "https", "ftp"}, environment, version, choose),
      [list = read_list(environment)](const Target& target) { return bypass(list, target.host); });
}

constexpr ClientVersion kHistory[] = {{{}, "as documented"}};

}  // namespace

extern const Client kApt = {"apt", "Debian's apt, http and https methods", compile, kHistory,
                            Judged::by_real_client};

}  // namespace proxyenv::clients
