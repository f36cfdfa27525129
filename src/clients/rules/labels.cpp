// SPDX-License-Identifier: Apache-2.0
// Read in @npmcli/agent lib/proxy.js (isNoProxy), @pnpm/network.agent (checkNoProxy) and pnpm's
// crates/network/src/proxy.rs (NoProxyMatcher), see ../npm.cpp and ../pnpm.cpp for the versions.
#include "clients/rules/labels.hpp"

#include <algorithm>

#include "clients/rules/whatwg_url.hpp"
#include "text/list.hpp"

namespace proxyenv::clients::labels {

namespace {

// The labels of `text` with one dot between them.
std::string normalized(std::string_view text) {
  std::string name;
  for (const std::string_view label : text::split(text, ".")) {
    if (label.empty()) continue;
    if (!name.empty()) name.push_back('.');
    name.append(label);
  }
  return name;
}

std::string_view without_blanks_before(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(text::kAsciiSpace), text.size()));
}

std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(text::kAsciiSpace) + 1);
}

}  // namespace

List read_list(const Variable& variable, Blanks blanks) {
  List list{variable.name, {}, {}};
  const std::vector<std::string_view> pieces = text::split(variable.value, ",");
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string_view text = pieces[i];
    if (blanks == Blanks::at_both_ends || i > 0) text = without_blanks_before(text);
    if (blanks == Blanks::at_both_ends || i + 1 < pieces.size()) text = without_blanks_behind(text);
    Entry entry{text, normalized(text)};
    if (entry.name.empty()) continue;
    list.entries.push_back(std::move(entry));
    list.index.add(text);
  }
  return list;
}

bool covers(const Entry& entry, std::string_view host) {
  if (!host.ends_with(entry.name)) return false;
  return host.size() == entry.name.size() || host[host.size() - entry.name.size() - 1] == '.';
}

std::optional<Route> bypass(const List& list, const Target& target) {
  if (list.entries.empty()) return std::nullopt;
  const std::string host = normalized(whatwg_hostname(target.host, target.is_ipv6));
  for (const EntryIndex::Position i : list.index.candidates(host)) {
    const Entry& entry = list.entries[i];
    if (covers(entry, host)) return Route::exempt(entry.text, list.variable);
  }
  return std::nullopt;
}

}  // namespace proxyenv::clients::labels
