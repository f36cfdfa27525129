// SPDX-License-Identifier: Apache-2.0
// websocket-client for Python (the module `websocket`). Read in websocket/_url.py (get_proxy_info,
// _is_no_proxy_host) and _http.py (_get_addrinfo_list, _tunnel) of 1.2.3 and 1.9.0, and the history
// of _url.py between them. Run: 1.2.3, and 1.9.0 from its source. Whatever scheme the proxy's value
// names, HTTP is spoken to it, and a value without a host means no proxy.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/inet_aton.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "clients/rules/python_url.hpp"
#include "net/address.hpp"
#include "text/list.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients {

namespace {

const Version kOwnVariableAlone{1, 6, 2};
const Version kIpaddress{1, 9};  // networks by the module ipaddress; no list is no list

constexpr unsigned kBits = 32;

// value.replace(" ", "")
std::string without_blanks(std::string_view value) {
  std::string text(value);
  std::erase(text, ' ');
  return text;
}

// --- The list ----------------------------------------------------------------------------------

// Before 1.9: ADDRESS/BITS with BITS below 32, compared as it stands, with its host bits.
bool is_in_old_network(std::uint32_t address, std::string_view entry) {
  if (std::count(entry.begin(), entry.end(), '/') != 1) return false;
  const std::size_t slash = entry.find('/');
  const auto network = inet_aton_of(entry.substr(0, slash));
  const auto bits = python::parse_int(entry.substr(slash + 1));
  if (!network || !bits || *bits < 0 || *bits >= kBits) return false;
  const auto mask = static_cast<std::uint32_t>(~std::uint64_t{0} << (kBits - *bits));
  return (address & mask) == *network;
}

std::uint32_t number_of(const net::Address& address) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | address.bytes[i];
  return number;
}

// The length of an IPv4 network's mask, which may be written as an address, and the other way
// round.
std::optional<unsigned> bits_of_mask(std::string_view text) {
  const auto address = net::parse_address(text);
  if (!address || address->is_v6) return std::nullopt;
  for (const std::uint32_t mask : {number_of(*address), ~number_of(*address)}) {
    const auto bits = static_cast<unsigned>(std::countl_one(mask));
    if (bits + static_cast<unsigned>(std::countr_zero(mask)) >= kBits) return bits;
  }
  return std::nullopt;
}

// ipaddress.ip_network(): an address is a network of one. Host bits are an error.
std::optional<net::Network> parse_strict_network(std::string_view entry) {
  const std::size_t slash = entry.find('/');
  auto network = net::parse_network(entry);
  if (!network) {
    const auto address = net::parse_address(entry.substr(0, slash));
    if (!address) return std::nullopt;
    std::optional<unsigned> bits = address->is_v6 ? 4 * kBits : kBits;
    if (slash != std::string_view::npos) bits = bits_of_mask(entry.substr(slash + 1));
    if (!bits || (address->is_v6 && slash != std::string_view::npos)) return std::nullopt;
    network = net::Network{*address, *bits};
  }
  for (unsigned bit = network->bits; bit < (network->address.is_v6 ? 4 * kBits : kBits); ++bit) {
    if ((network->address.bytes[bit / 8] & 0x80U >> bit % 8) != 0) return std::nullopt;
  }
  return network;
}

struct Entry {
  std::string text;
  std::optional<net::Network> network;  // from 1.9 on
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
  bool has_star = false;
  bool is_old = false;
};

List read_list(const Environment& environment, const Version& version) {
  const Variable variable =
      first_present(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  List list{variable.name, {}, {}, false, version < kIpaddress};
  const std::string text = without_blanks(variable.value);
  if (text.empty()) return list;
  for (const std::string_view entry : text::split(text, ",")) {
    list.has_star = list.has_star || entry == "*";
    list.entries.push_back({std::string(entry), parse_strict_network(entry)});
    list.index.add(entry);
  }
  return list;
}

// `.x` covers what ends in it, and from 1.9 on what ends in x, notx too.
bool ends_so(std::string_view host, std::string_view entry, bool is_old) {
  if (!entry.starts_with('.')) return false;
  if (!is_old) entry.remove_prefix(std::min(entry.find_first_not_of('.'), entry.size()));
  return host.ends_with(entry);
}

std::optional<Route> bypass(const List& list, const Target& target) {
  const std::string host = target.lowered_host();
  if (list.entries.empty() && list.is_old && (host == "localhost" || host == "127.0.0.1")) {
    return Route::direct("without a list, localhost and 127.0.0.1 are exempt");
  }
  if (list.has_star) return Route::exempt("*", list.variable);
  const auto exempt = [&](const Entry& entry) { return Route::exempt(entry.text, list.variable); };
  const auto candidates = list.index.candidates(host);
  for (const EntryIndex::Position i : candidates) {
    if (list.entries[i].text == host) return exempt(list.entries[i]);
  }
  const auto address = list.is_old ? std::nullopt : net::parse_address(host);
  const auto old_address = list.is_old ? inet_aton_of(host) : std::nullopt;
  for (const EntryIndex::Position i : candidates) {
    const Entry& entry = list.entries[i];
    const bool matches = old_address ? is_in_old_network(*old_address, entry.text)
                         : address   ? entry.network && net::contains(*entry.network, *address)
                                     : ends_so(host, entry.text, list.is_old);
    if (matches) return exempt(entry);
  }
  return std::nullopt;
}

// --- The proxy ---------------------------------------------------------------------------------

Route use_proxy(const Variable& variable, const Version& version) {
  const auto url = python::split_url(without_blanks(variable.value));
  const auto port = url ? python::port_of(*url) : std::nullopt;
  if (!port) return Route::error("ValueError: urlparse cannot read it", variable.name);
  const std::string userinfo = url->userinfo.value_or("");
  if (const std::size_t colon = userinfo.find(':');
      !userinfo.empty() && colon == std::string::npos && version < kIpaddress) {
    return Route::error("TypeError: a user without a password", variable.name);
  }
  if (url->host.empty()) {
    return Route::direct("a value without a host is no proxy", variable.name);
  }
  if (!is_utf8(userinfo)) {
    return Route::error("UnicodeEncodeError after connecting: credentials that are no UTF-8",
                        variable.name);
  }
  constexpr std::int64_t kStandard = 80;
  return through_endpoint(variable,
                          {"http", url->host, *port == 0 ? kStandard : *port, url->behind});
}

std::optional<Variable> find_proxy(const Environment& environment, std::string_view scheme,
                                   const Version& version) {
  const auto has_value = [](const std::optional<Variable>& it) {
    return it && it->value.find_first_not_of(' ') != std::string_view::npos;
  };
  if (scheme == "wss") {
    const auto https = first_present(environment, {"https_proxy", "HTTPS_PROXY"});
    if (has_value(https)) return https;
    if (version >= kOwnVariableAlone) return std::nullopt;
  }
  const auto http = first_present(environment, {"http_proxy", "HTTP_PROXY"});
  return has_value(http) ? http : std::nullopt;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& version) {
  const auto variable = find_proxy(environment, scheme, version);
  if (!variable) return {Route::direct("none of its variables has a value")};
  return {use_proxy(*variable, version)};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router("websocket-client", choose_each({"ws", "wss"}, environment, version, choose),
                     [list = read_list(environment, version)](const Target& target) {
                       return bypass(list, target);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "wss:// falls back to http_proxy; localhost is exempt without a list"},
    {{1, 6, 2}, "wss:// reads https_proxy alone"},
    {{1, 9},
     "an entry `.x` covers what ends in x; IPv6 networks; no host is exempt without a list"},
};

}  // namespace

extern const Client kPythonWebsocket = {"python-websocket", "websocket-client for Python", compile,
                                        kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients
