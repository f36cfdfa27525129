// SPDX-License-Identifier: Apache-2.0
// Read in ruby/uri 1.1.1 (2026-05-18) lib/uri/generic.rb find_proxy, use_proxy?, hostname;
// lib/uri/rfc3986_parser.rb. Run: Ruby 3.1.7 (uri 0.12.4), which has the same rules. Ruby resolves
// the host first: a name that resolves to 127.* or ::1 is direct, and entries that are networks are
// compared with the address. The model does not resolve: only `localhost` and address literals have
// an address here. 0.0.0.0/0 holds what any other name resolves to; whether a smaller network does
// is a condition.
#include "clients/rules/ruby.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "clients/rules/lookup.hpp"
#include "clients/rules/port.hpp"
#include "clients/rules/resolution.hpp"
#include "core/proxy_url.hpp"
#include "net/domain.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients::ruby {

namespace {

// An empty value also ends the search.
std::optional<Variable> find_variable(const Environment& environment, std::string_view scheme) {
  if (scheme == "https") return first_present(environment, {"https_proxy", "HTTPS_PROXY"});
  if (scheme == "ftp") return first_present(environment, {"ftp_proxy", "FTP_PROXY"});
  // Under CGI a header could have set the upper-case name.
  if (environment.find("REQUEST_METHOD")) {
    return first_present(environment, {"http_proxy", "CGI_HTTP_PROXY"});
  }
  return first_present(environment, {"http_proxy", "HTTP_PROXY"});
}

// --- URI.parse (RFC 3986) ----------------------------------------------------------------------

// `text` consists of unreserved characters, sub-delims, escapes, and `others`.
bool is_made_of(std::string_view text, std::string_view others) {
  constexpr std::string_view kAlways = "-._~!$&'()*+,;=";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (!is_percent_escape(text, i)) return false;
      i += 2;
    } else if (!ascii::is_alnum(text[i]) && kAlways.find(text[i]) == std::string_view::npos &&
               others.find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

// The scheme's length; 0 if the value is a relative reference.
std::size_t scheme_length(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0 || !ascii::is_alpha(uri.front())) return 0;
  const std::string_view scheme = uri.substr(0, colon);
  const bool valid = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
  });
  return valid ? colon : 0;
}

bool read_authority(std::string_view authority, Proxy& proxy) {
  const std::size_t at = authority.find('@');
  if (at != std::string_view::npos) {
    if (!is_made_of(authority.substr(0, at), ":")) return false;
    authority.remove_prefix(at + 1);
  }
  const std::size_t host_end = authority.starts_with('[')
                                   ? authority.find(']') + 1
                                   : std::min(authority.find(':'), authority.size());
  const std::string_view host = authority.substr(0, host_end);
  const std::string_view port = authority.substr(host_end);
  const bool literal = host.starts_with('[');
  if (literal ? !net::is_host(host) : !is_made_of(host, "")) return false;
  if (!port.empty() && port.front() != ':') return false;
  proxy.host = host;
  proxy.port = port.substr(port.empty() ? 0 : 1);
  return std::all_of(proxy.port.begin(), proxy.port.end(), ascii::is_digit);
}

std::string_view default_port(std::string_view scheme) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kPorts = {{
      {"ftp", "21"},
      {"http", "80"},
      {"https", "443"},
      {"ldap", "389"},
      {"ldaps", "636"},
      {"ws", "80"},
      {"wss", "443"},
  }};
  const auto* const row = std::find_if(kPorts.begin(), kPorts.end(),
                                       [&](const auto& it) { return it.first == scheme; });
  return row == kPorts.end() ? std::string_view{} : row->second;
}

std::optional<Proxy> parse_uri(std::string_view uri, std::string_view variable) {
  Proxy proxy{{}, std::nullopt, {}, variable};
  const std::size_t scheme = scheme_length(uri);
  proxy.scheme = ascii::lowered(uri.substr(0, scheme));
  std::string_view rest = scheme == 0 ? uri : uri.substr(scheme + 1);
  const std::size_t fragment = std::min(rest.find('#'), rest.size());
  if (!is_made_of(rest.substr(std::min(fragment + 1, rest.size())), ":@/?")) return std::nullopt;
  rest = rest.substr(0, fragment);
  rest = rest.substr(0, rest.find('?'));  // the query is not checked
  if (rest.starts_with("//")) {
    const std::size_t end = std::min(rest.find('/', 2), rest.size());
    if (!read_authority(rest.substr(2, end - 2), proxy)) return std::nullopt;
    rest = rest.substr(end);
  } else if (scheme == 0 && rest.substr(0, rest.find('/')).find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  if (!is_made_of(rest, ":@/")) return std::nullopt;
  if (proxy.port.empty()) proxy.port = default_port(proxy.scheme);
  return proxy;
}

// --- use_proxy? --------------------------------------------------------------------------------

// IPAddr.new(entry): a prefix without leading zeros, or a netmask.
std::optional<net::Network> parse_network(std::string_view entry) {
  const std::size_t slash = entry.find('/');
  if (slash == std::string_view::npos) {
    const auto single = net::parse_address(entry);
    if (!single) return std::nullopt;
    return net::Network{*single, single->is_v6 ? 128U : 32U};
  }
  const std::string_view prefix = entry.substr(slash + 1);
  if (const auto mask = net::parse_address(prefix)) {
    unsigned bits = 0;
    while (bits < 32 && (mask->bytes[bits / 8] & (0x80U >> (bits % 8))) != 0) ++bits;
    const auto base = net::parse_address(entry.substr(0, slash));
    if (!base || mask->is_v6) return std::nullopt;
    return net::Network{*base, bits};
  }
  if (prefix.size() > 1 && prefix.front() == '0') return std::nullopt;
  return net::parse_network(entry);
}

bool host_matches(std::string_view entry, std::string_view host) {
  if (entry.starts_with('.')) return ascii::ends_with_ignoring_case(host, entry);
  return net::is_in_domain(host, entry);
}

// Scans for `[^:,\s]+` with an optional `:digits`, so `:` is also a separator: `::1` is the host
// `1`.
std::vector<Entry> parse_list(std::string_view list) {
  constexpr std::string_view kEnds = ":, \t\n\v\f\r";
  std::vector<Entry> entries;
  std::size_t begin = list.find_first_not_of(kEnds);
  while (begin < list.size()) {
    const std::size_t end = std::min(list.find_first_of(kEnds, begin), list.size());
    Entry entry;
    entry.host = list.substr(begin, end - begin);
    entry.network = parse_network(entry.host);
    std::size_t next = end;
    if (end + 1 < list.size() && list[end] == ':' && ascii::is_digit(list[end + 1])) {
      next = std::min(list.find_first_not_of("0123456789", end + 1), list.size());
      std::string_view digits = list.substr(end + 1, next - end - 1);
      digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
      entry.port = digits;
    }
    entry.text = list.substr(begin, next - begin);
    entries.push_back(entry);
    begin = list.find_first_not_of(kEnds, next);
  }
  return entries;
}

// `address`: none for a name.
bool network_matches(const net::Network& network, const std::optional<net::Address>& address,
                     const Assumptions& assumptions) {
  if (address) return net::contains(network, *address);
  return may_hold_name(network, assumptions);
}

bool is_mapped(const net::Address& address) {
  constexpr std::array<std::uint8_t, 12> kPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(kPrefix.begin(), kPrefix.end(), address.bytes.begin());
}

}  // namespace

bool has_newer_uri(const Version& version) {
  return version >= Version{3, 1, 7};
}

std::variant<Proxy, Choice> read_proxy(const Environment& environment, std::string_view scheme,
                                       const Version& version) {
  const auto found = find_variable(environment, scheme);
  if (!found) return Choice{Route::direct("none of its variables is set"), false};
  if (found->value.empty()) {
    return Choice{Route::direct("set but empty", found->name), false};
  }
  auto proxy = parse_uri(found->value, found->name);
  const bool bare_v6 = proxy && proxy->scheme.empty() && proxy->host.value_or("").starts_with('[');
  if (!proxy || (bare_v6 && !has_newer_uri(version))) {
    return Choice{Route::error("Ruby raises URI::InvalidURIError", found->name)};
  }
  return std::move(*proxy);
}

List read_list(const Environment& environment) {
  const Variable variable =
      first_present(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  List list{variable.name, parse_list(variable.value), {}};
  for (const Entry& entry : list.entries) list.index.add(entry.text);
  return list;
}

std::optional<Route> bypass(const List& list, std::string_view host, std::uint16_t port,
                            const Assumptions& assumptions) {
  const auto address = net::parse_address(host);
  if (ascii::equal_ignoring_case(host, "localhost") || (address && net::is_loopback(*address))) {
    return Route::direct("Ruby sends nothing for loopback to a proxy");
  }
  const std::string port_text = std::to_string(port);
  const auto networks = assumptions.holds(Condition::resolves) ? EntryIndex::Networks::looked_at
                                                               : EntryIndex::Networks::left_out;
  for (const EntryIndex::Position i : list.index.candidates(host, networks)) {
    const Entry& entry = list.entries[i];
    if (entry.port && *entry.port != port_text) continue;
    if (host_matches(entry.host, host) ||
        (entry.network && network_matches(*entry.network, address, assumptions))) {
      return Route::exempt(entry.text, list.variable);
    }
  }
  return std::nullopt;
}

Route connect(const Proxy& proxy) {
  const auto port = parse_padded_port(proxy.port);
  if (!port) return Route::error("Ruby finds no port of the proxy", proxy.variable);
  const std::string host = proxy.host.value_or("").empty() ? "localhost" : *proxy.host;
  if (!net::is_host(host)) {
    return Route::error("Ruby cannot look the proxy's host up", proxy.variable);
  }
  // Ruby's IPv6 sockets do not accept IPv4.
  const bool literal = host.starts_with('[');
  const auto address =
      net::parse_address(literal ? host.substr(1, host.size() - 2) : std::string());
  if (address && address->is_v6 && is_mapped(*address)) {
    return Route::error("Ruby cannot connect to an IPv4 address written as IPv6", proxy.variable);
  }
  return Route::through("http", host, *port, proxy.variable);
}

}  // namespace proxyenv::clients::ruby
