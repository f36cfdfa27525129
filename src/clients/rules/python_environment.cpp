// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/python_environment.hpp"

#include <algorithm>
#include <vector>

#include "clients/prepared.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::string_view kEnding = "_proxy";

struct Spellings {
  std::optional<Variable> any_case;    // the last with a value, `_proxy` in whatever case
  std::optional<Variable> lower_case;  // the last with `_proxy` in lower case, empty or not
};

bool names_key(std::string_view name, std::string_view key) {
  return name.size() == key.size() + kEnding.size() &&
         ascii::equal_ignoring_case(name.substr(0, key.size()), key) &&
         ascii::equal_ignoring_case(name.substr(key.size()), kEnding);
}

Spellings find_spellings(const Environment& environment, std::string_view key) {
  Spellings found;
  for (const char* entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable || !names_key(variable->name, key)) continue;
    // os.environ keeps the first of several entries with one name.
    if (environment.find(variable->name)->data() != variable->value.data()) continue;
    if (!variable->value.empty()) found.any_case = variable;
    if (variable->name.ends_with(kEnding)) found.lower_case = variable;
  }
  return found;
}

// CVE-2016-1000110: a request header `Proxy:` becomes HTTP_PROXY in a CGI program.
bool is_hidden_by_cgi(const Environment& environment, std::string_view key) {
  return key == "http" && environment.find("REQUEST_METHOD").has_value();
}

struct HostAndPort {
  std::string_view host;
  std::string_view with_port;
};

// urllib.parse._splitport: a bare IPv6 address loses its last group, too.
HostAndPort split_port(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == host.size()) return {host, host};
  const std::string_view port = host.substr(colon + 1);
  if (!std::all_of(port.begin(), port.end(), ascii::is_digit)) return {host, host};
  return {host.substr(0, colon), host};
}

// The host ends in "." + `domain`, or is it; `domain` is empty for an entry of dots.
bool is_in(std::string_view host, std::string_view domain) {
  if (domain.empty()) return host.empty() || host.ends_with('.');
  return net::is_in_domain(host, domain);
}

struct Entry {
  std::string_view text;
  std::string_view domain;  // without leading dots
};

std::vector<Entry> parse_list(std::string_view list, const Version& /*version*/) {
  std::vector<Entry> entries;
  for (const std::string_view piece : text::split(list, ",")) {
    const std::string_view entry = text::trimmed(piece, kPythonSpace);
    if (entry.empty()) continue;
    entries.push_back({entry, entry.substr(std::min(entry.find_first_not_of('.'), entry.size()))});
  }
  return entries;
}

}  // namespace

std::optional<Variable> python_proxy(const Environment& environment, std::string_view key) {
  const Spellings found = find_spellings(environment, key);
  if (found.lower_case) {
    return found.lower_case->value.empty() ? std::nullopt : found.lower_case;
  }
  return is_hidden_by_cgi(environment, key) ? std::nullopt : found.any_case;
}

Route without_python_proxy(const Environment& environment, std::string_view key) {
  const Spellings found = find_spellings(environment, key);
  if (found.any_case && found.lower_case) {
    return Route::direct("an empty lower-case name hides the others", found.lower_case->name);
  }
  if (found.any_case) return Route::direct("CGI: not in lower case, ignored", "REQUEST_METHOD");
  return Route::direct("none of its variables has a value");
}

std::optional<Route> python_bypass(const Environment& environment, std::string_view host) {
  static thread_local Prepared<std::vector<Entry>> prepared;
  const auto list = python_proxy(environment, "no");
  if (!list) return std::nullopt;
  if (list->value == "*") return Route::exempt("*", list->name);
  const HostAndPort target = split_port(host);
  for (const Entry& entry : prepared.get(list->value, {}, parse_list)) {
    if (is_in(target.host, entry.domain) || is_in(target.with_port, entry.domain)) {
      return Route::exempt(entry.text, list->name);
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> python_int(std::string_view text) {
  text = text::trimmed(text, kPythonSpace);
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

}  // namespace proxyenv::clients
