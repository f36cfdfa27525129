// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/python.hpp"

#include <algorithm>

#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients::python {

namespace {

constexpr std::string_view kEnding = "_proxy";

struct HostAndPort {
  std::string_view host;
  std::string_view with_port;
};

// urllib.parse._splitport: even a bare IPv6 address loses its last group.
HostAndPort split_port(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == host.size()) return {host, host};
  const std::string_view port = host.substr(colon + 1);
  if (!std::all_of(port.begin(), port.end(), ascii::is_digit)) return {host, host};
  return {host.substr(0, colon), host};
}

// Whether the host is `domain` or ends in "." + `domain`. `domain` is empty for an entry of dots.
bool is_in(std::string_view host, std::string_view domain) {
  if (domain.empty()) return host.empty() || host.ends_with('.');
  return net::is_in_domain(host, domain);
}

}  // namespace

Proxies::Proxies(const Environment& environment)
    : is_cgi_(environment.find("REQUEST_METHOD").has_value()) {
  for (const char* entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable || !ascii::ends_with_ignoring_case(variable->name, kEnding)) continue;
    // os.environ keeps the first of several entries with one name.
    if (environment.find(variable->name)->data() != variable->value.data()) continue;
    const std::string_view key = variable->name.substr(0, variable->name.size() - kEnding.size());
    auto found = std::find_if(spellings_.begin(), spellings_.end(), [&](const Spellings& it) {
      return ascii::equal_ignoring_case(it.key, key);
    });
    if (found == spellings_.end()) found = spellings_.insert(found, {key, {}, {}});
    if (!variable->value.empty()) found->any_case = variable;
    if (variable->name.ends_with(kEnding)) found->lower_case = variable;
  }
}

Proxies::Spellings Proxies::spellings_of(std::string_view key) const {
  const auto found = std::find_if(spellings_.begin(), spellings_.end(), [&](const Spellings& it) {
    return ascii::equal_ignoring_case(it.key, key);
  });
  return found == spellings_.end() ? Spellings{key, {}, {}} : *found;
}

std::optional<Variable> Proxies::find(std::string_view key) const {
  const Spellings found = spellings_of(key);
  if (found.lower_case) {
    return found.lower_case->value.empty() ? std::nullopt : found.lower_case;
  }
  // CVE-2016-1000110: a request header `Proxy:` becomes HTTP_PROXY in a CGI program.
  return key == "http" && is_cgi_ ? std::nullopt : found.any_case;
}

Route Proxies::direct_without(std::string_view key) const {
  const Spellings found = spellings_of(key);
  if (found.any_case && found.lower_case) {
    return Route::direct("an empty lower-case name hides the others", found.lower_case->name);
  }
  if (found.any_case) return Route::direct("CGI: not in lower case, ignored", "REQUEST_METHOD");
  return Route::direct("none of its variables has a value");
}

List read_list(const Proxies& proxies) {
  const Variable variable = proxies.find("no").value_or(Variable{});
  List list{variable.name, variable.value == "*", {}, {}};
  for (const std::string_view piece : text::split(variable.value, ",")) {
    const std::string_view entry = text::trimmed(piece, kSpace);
    if (entry.empty()) continue;
    list.entries.push_back(
        {entry, entry.substr(std::min(entry.find_first_not_of('.'), entry.size()))});
    list.index.add(entry);
  }
  return list;
}

std::optional<Route> bypass(const List& list, std::string_view host) {
  if (list.is_star) return Route::exempt("*", list.variable);
  const HostAndPort target = split_port(host);
  const bool has_port = target.host.size() != target.with_port.size();
  // An entry with a port has a colon, and is always a candidate.
  for (const EntryIndex::Position i : list.index.candidates(target.host)) {
    const Entry& entry = list.entries[i];
    if (is_in(target.host, entry.domain) || (has_port && is_in(target.with_port, entry.domain))) {
      return Route::exempt(entry.text, list.variable);
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_int(std::string_view text) {
  text = text::trimmed(text, kSpace);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.front() == '_' || text.back() == '_') return std::nullopt;
  std::int64_t number = 0;
  constexpr std::int64_t kLargeEnough = 1'000'000'000;  // no port anyway
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_' && text[i - 1] != '_') continue;
    if (!ascii::is_digit(text[i])) return std::nullopt;
    number = std::min(number * 10 + (text[i] - '0'), kLargeEnough);
  }
  return negative ? -number : number;
}

}  // namespace proxyenv::clients::python
