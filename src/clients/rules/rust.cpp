// SPDX-License-Identifier: Apache-2.0
// Read in hyperium/http src/uri (Uri, Scheme, Authority) and reqwest src/proxy.rs, see
// ../rust_reqwest.cpp for the versions.
#include "clients/rules/rust.hpp"

#include <algorithm>

#include "clients/rules/whatwg_url.hpp"
#include "core/proxy_url.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/utf8.hpp"

namespace proxyenv::clients::rust {

namespace {

// RFC 3986's characters, without `%`.
bool is_uri_char(char c) {
  constexpr std::string_view kMarks = "!#$&'()*+,-./:;=?@[]_~";
  return ascii::is_alnum(c) || kMarks.find(c) != std::string_view::npos;
}

// http::uri::PathAndQuery: allows no blanks and no control characters, and does not check a
// fragment.
bool is_path(std::string_view text) {
  text = text.substr(0, text.find('#'));
  return std::all_of(text.begin(), text.end(), [](char c) {
    constexpr std::string_view kRefused = "<>\\^`";
    return static_cast<unsigned char>(c) > 0x20 && c != '\x7f' &&
           kRefused.find(c) == std::string_view::npos;
  });
}

// The part of a question that is compared with each entry.
struct Host {
  std::string name;  // lower case
  std::optional<net::Address> address;
  bool case_counts = false;
};

bool name_matches(const Entry& entry, const Host& host) {
  if (entry.text == "*") return true;
  if (host.case_counts && entry.has_capital) return false;
  if (!entry.text.starts_with('.')) return net::is_in_domain(host.name, entry.text);
  return ascii::equal_ignoring_case(host.name, entry.text.substr(1)) ||
         ascii::ends_with_ignoring_case(host.name, entry.text);
}

// Addresses are only compared with addresses and networks, names only with names.
bool entry_matches(const Entry& entry, const Host& host) {
  if (!host.address) return !entry.network && !entry.address && name_matches(entry, host);
  if (entry.network) return net::contains(*entry.network, *host.address);
  return entry.address && *entry.address == *host.address;
}

}  // namespace

std::optional<Variable> first_in_utf8(const Environment& environment, std::string_view upper,
                                      std::string_view lower) {
  for (const std::string_view name : {upper, lower}) {
    const auto value = environment.find(name);
    if (value && is_utf8(*value)) return Variable{name, *value};
  }
  return std::nullopt;
}

bool is_socks(std::string_view scheme) {
  return scheme == "socks4" || scheme == "socks4a" || scheme == "socks5" || scheme == "socks5h";
}

bool is_authority(std::string_view text) {
  int colons = 0;
  bool opened = false;
  bool closed = false;
  bool has_percent = false;
  for (const char c : text) {
    if (c == '%') {
      has_percent = true;
      continue;
    }
    if (!is_uri_char(c)) return false;
    if (c == ':' && ++colons > 8) return false;
    if (c == '[') {
      if (has_percent || opened) return false;
      opened = true;
    }
    if (c == ']' && (!opened || closed)) return false;
    if (c == ']') closed = true;
    if (c == ']' || c == '@') {
      colons = 0;
      has_percent = false;
    }
  }
  return opened == closed && colons <= 1 && !text.ends_with('@') && !has_percent;
}

std::optional<Uri> parse_uri(std::string_view value) {
  Uri uri;
  const std::size_t end = value.find("://");
  const std::string_view scheme =
      end == std::string_view::npos ? std::string_view{} : scheme_part(value);
  std::string_view rest = value;
  if (!scheme.empty()) {
    uri.scheme = scheme;
    const std::string lowered = ascii::lowered(scheme);
    if (lowered == "http" || lowered == "https") uri.scheme = lowered;
    rest.remove_prefix(scheme.size() + 3);
  }
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  uri.authority = rest.substr(0, path);
  uri.behind = rest.substr(path);
  if (uri.authority.empty() || !is_authority(uri.authority)) return std::nullopt;
  if (scheme.empty() && !uri.behind.empty()) return std::nullopt;
  return is_path(uri.behind) ? std::optional(uri) : std::nullopt;
}

List read_list(const Environment& environment) {
  const auto variable = first_in_utf8(environment, "NO_PROXY", "no_proxy");
  if (!variable || variable->value.empty()) return {};
  List list{variable->name, {}, {}};
  for (const std::string_view piece : text::split(variable->value, ",")) {
    Entry entry;
    entry.text = text::trimmed(piece, text::kAsciiSpace);
    entry.has_capital = std::any_of(entry.text.begin(), entry.text.end(), ascii::is_upper);
    entry.network = net::parse_network(entry.text);
    if (!entry.network) entry.address = net::parse_address(entry.text);
    list.entries.push_back(entry);
    list.index.add(entry.text);
  }
  return list;
}

std::optional<Route> bypass(const List& list, const Target& target, ListRules rules) {
  Host host{whatwg_hostname(target.host, target.is_ipv6), std::nullopt, rules.case_counts};
  if (target.is_ipv6) host.name = host.name.substr(1, host.name.size() - 2);
  host.address = net::parse_address(host.name);
  const bool matches_end = rules.empty_is_a_name && host.name.ends_with('.');
  for (const EntryIndex::Position i : list.index.candidates(host.name)) {
    const Entry& entry = list.entries[i];
    if (entry.text.empty() ? matches_end : entry_matches(entry, host)) {
      return Route::exempt(entry.text, list.variable);
    }
  }
  return std::nullopt;
}

}  // namespace proxyenv::clients::rust
