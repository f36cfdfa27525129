// SPDX-License-Identifier: Apache-2.0
// Python requests, and pip, which contains it. Read in requests src/requests/utils.py
// (should_bypass_proxies, select_proxy, prepend_scheme_if_needed) of 2.28.1 and 2.34.2 by
// docs/clients.md, adapters.py, urllib3 util/url.py (parse_url) and poolmanager.py. Run: requests
// 2.28.1 with urllib3 1.26.12 and PySocks, as in Debian; without it a SOCKS proxy is an error
// (requests adapters.py SOCKSProxyManager).
// Found later (docs/clients.md 8): port 0 counts as no port; before 2.34.0 the raw suffix also
// covers IPv6 literals (`::1` covers fd00::1).
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/inet_aton.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "clients/rules/urllib3.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/percent.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients {

namespace {

struct Ipv4Network {
  std::uint32_t address = 0;
  std::uint32_t mask = 0;
};

// is_valid_cidr accepts /1 to /32, so /0 is not a network.
std::optional<Ipv4Network> parse_cidr(std::string_view entry) {
  if (std::count(entry.begin(), entry.end(), '/') != 1) return std::nullopt;
  const std::size_t slash = entry.find('/');
  const auto bits = python::parse_int(entry.substr(slash + 1));
  const auto address = inet_aton_of(entry.substr(0, slash));
  if (!bits || !address || *bits < 1 || *bits > 32) return std::nullopt;
  return Ipv4Network{*address, ~std::uint32_t{0} << (32 - static_cast<unsigned>(*bits))};
}

// The entry keeps its case; the host is in lower case.
bool is_in(std::string_view host, std::string_view domain) {
  if (domain.empty()) return host.ends_with('.');
  if (host.size() < domain.size()) return false;
  const std::size_t front = host.size() - domain.size();
  return (front == 0 || host[front - 1] == '.') && host.ends_with(domain);
}

struct Entry {
  std::string text;
  std::string name;  // without leading dots since 2.34.0
  std::optional<Ipv4Network> network;
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

List read_list(const Environment& environment, const Version& version) {
  const Variable variable = first_set(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  std::string without_blanks(variable.value);
  std::erase(without_blanks, ' ');
  List list{variable.name, {}, {}};
  for (const std::string_view piece : text::split(without_blanks, ",")) {
    if (piece.empty()) continue;
    std::string_view name = piece;
    if (version >= Version{2, 34}) {
      name.remove_prefix(std::min(name.find_first_not_of('.'), name.size()));
    }
    list.entries.push_back({std::string(piece), std::string(name), parse_cidr(piece)});
    list.index.add(piece);
  }
  return list;
}

struct Host {
  std::string name;
  std::string with_port;
  std::optional<std::uint32_t> address;
};

bool entry_matches(const Entry& entry, const Host& host, bool by_label) {
  if (host.address) {
    const auto& network = entry.network;
    if (!network) return entry.text == host.name;
    return (*host.address & network->mask) == (network->address & network->mask);
  }
  if (!by_label) {
    return host.name.ends_with(entry.name) || host.with_port.ends_with(entry.name);
  }
  return is_in(host.name, entry.name) || is_in(host.with_port, entry.name);
}

// requests' own test; the standard library's comes after it.
std::optional<Route> own_bypass(const List& list, const std::string& name, const Target& target,
                                const Version& version) {
  const Host host{name, name + target.written_port(), inet_aton_of(name)};
  const bool by_label = version >= Version{2, 34};
  for (const EntryIndex::Position i : list.index.candidates(name)) {
    const Entry& entry = list.entries[i];
    if (entry_matches(entry, host, by_label)) return Route::exempt(entry.text, list.variable);
  }
  return std::nullopt;
}

// Basic credentials are encoded as Latin-1; UnicodeEncodeError if that is impossible. Bytes that
// are no UTF-8 are U+FFFD by then.
bool can_be_sent(std::string_view userinfo) {
  const std::size_t colon = userinfo.find(':');
  if (colon == std::string_view::npos || colon == 0) return true;  // not sent
  return fits_latin1(percent_decoded(userinfo));
}

Route read_proxy_value(const Variable& proxy) {
  const auto fails = [&](std::string_view why) { return Route::error(why, proxy.name); };
  auto url = urllib3::parse_url(proxy.value);
  if (!url) return fails("InvalidProxyURL: urllib3 cannot parse it");
  if (url->host.empty()) {
    return fails("InvalidProxyURL: no host; a name without a dot before a colon is a scheme");
  }
  if (url->scheme.empty()) url->scheme = "http";
  constexpr std::array<std::string_view, 6> kSchemes = {"http",    "https",  "socks4",
                                                        "socks4a", "socks5", "socks5h"};
  if (std::find(kSchemes.begin(), kSchemes.end(), url->scheme) == kSchemes.end()) {
    return fails("urllib3 supports no such proxy scheme");
  }
  std::int64_t port = url->port;
  if (port == 0) port = url->scheme == "http" ? 80 : url->scheme == "https" ? 443 : 1080;
  const bool is_http = url->scheme == "http" || url->scheme == "https";
  if (is_http && !can_be_sent(url->userinfo)) return fails("credentials beyond Latin-1");
  const std::string host = is_http ? ascii::lowered(url->host) : std::string(url->host);
  return through_endpoint(proxy, {url->scheme, host, port, url->behind});
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const python::Proxies proxies(environment);
  auto proxy = proxies.find(scheme);
  if (!proxy) proxy = proxies.find("all");
  if (!proxy) return {proxies.direct_without(scheme), false};
  return {read_proxy_value(*proxy)};
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  Choices choices = choose_each({"http", "https"}, environment, version, choose);
  if (!assumptions.holds(Condition::pysocks)) {
    choices = without_socks(std::move(choices),
                            "InvalidSchema: PySocks, which SOCKS needs, is not installed");
  }
  return make_router(
      "requests", std::move(choices),
      [own_list = read_list(environment, version),
       list = python::read_list(python::Proxies(environment)), version](const Target& target) {
        const std::string host = target.lowered_host();
        auto route = own_bypass(own_list, host, target, version);
        return route ? route : python::bypass(list, host);
      });
}

constexpr ClientVersion kHistory[] = {
    {{}, "an entry of the list covers every name that ends in it, notex.test too"},
    {{2, 34}, "an entry covers its name and the names below it"},
};

constexpr Condition kAsked[] = {Condition::pysocks};

}  // namespace

extern const Client kPythonRequests = {"python-requests", "requests, pip",        compile,
                                       kHistory,          Judged::by_real_client, kAsked};

}  // namespace proxyenv::clients
