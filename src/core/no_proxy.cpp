// SPDX-License-Identifier: Apache-2.0
#include "core/no_proxy.hpp"

#include <algorithm>
#include <unordered_set>

#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

bool is_quoted(std::string_view text) {
  return text.size() >= 2 && ascii::is_quote(text.front()) && text.front() == text.back();
}

}  // namespace

std::vector<std::string_view> entries_of(std::string_view list) {
  std::vector<std::string_view> entries = split_at_list_separators(without_outer_quotes(list));
  for (std::string_view& entry : entries) entry = without_quotes(entry);
  std::erase_if(entries, [](std::string_view entry) { return entry.empty(); });
  return entries;
}

std::vector<std::string_view> entries_at_commas(std::string_view list) {
  std::vector<std::string_view> entries = ascii::split_at(list, [](char c) { return c == ','; });
  for (std::string_view& entry : entries) entry = ascii::trimmed(entry);
  std::erase_if(entries, [](std::string_view entry) { return entry.empty(); });
  return entries;
}

bool exempts_everything(std::string_view list) {
  const auto entries = entries_of(list);
  return std::find(entries.begin(), entries.end(), kEveryHost) != entries.end();
}

bool names_localhost(std::string_view list) {
  const auto entries = entries_of(list);
  return std::any_of(entries.begin(), entries.end(),
                     [](std::string_view entry) { return ascii::lowered(entry) == "localhost"; });
}

bool names_loopback_address(std::string_view list) {
  const auto entries = entries_of(list);
  const net::Address loopback = *net::parse_address("127.0.0.1");
  return std::any_of(entries.begin(), entries.end(), [&](std::string_view entry) {
    if (!entry.starts_with("127.")) return false;
    const auto network = net::parse_network(entry);
    return entry == "127.0.0.1" || (network && net::contains(*network, loopback));
  });
}

bool may_fail_httpx(std::string_view list) {
  const auto may_fail = [](std::string_view entry) {
    const auto colons = std::count(entry.begin(), entry.end(), ':');
    const bool plain = std::all_of(entry.begin(), entry.end(), [](char c) {
      return ascii::is_alnum(c) || std::string_view("-._*/:").find(c) != std::string_view::npos;
    });
    const bool good_port = colons == 1 && net::parse_port(entry.substr(entry.find(':') + 1));
    const bool address = colons > 1 && net::is_host("[" + std::string(entry) + "]");
    return !plain || (colons > 0 && !good_port && !address);
  };
  while (true) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (may_fail(ascii::trimmed(list.substr(0, comma)))) return true;
    if (comma == list.size()) return false;
    list.remove_prefix(comma + 1);
  }
}

std::string without_ipv6_networks(std::string_view list) {
  constexpr unsigned kAddressBits = 128;
  std::string kept;
  for (std::string_view entry : entries_of(list)) {
    const auto network = net::parse_network(entry);
    if (network && network->address.is_v6) {
      if (network->bits != kAddressBits) continue;
      entry = entry.substr(0, entry.find('/'));
    }
    if (!kept.empty()) kept.push_back(',');
    kept.append(entry);
  }
  return kept;
}

std::string with_entries(std::string_view list, const std::vector<std::string>& additions) {
  std::unordered_set<std::string> held;
  // Entries keep their quotes: with quotes that are not repaired, clients do not read the text
  // inside as an entry.
  for (const std::string_view entry : split_at_list_separators(list)) {
    held.insert(ascii::lowered(entry));
  }
  std::string extended(list);
  for (const std::string& addition : additions) {
    if (!held.insert(ascii::lowered(addition)).second) continue;
    if (!extended.empty()) extended.push_back(',');
    extended.append(addition);
  }
  return extended;
}

// `;` (as on Windows) and `|` (as in Java) do not occur in host names, addresses or networks.
bool is_list_separator(char c) {
  return c == ',' || c == ';' || c == '|' || ascii::is_blank(c);
}

std::vector<std::string_view> split_at_list_separators(std::string_view list) {
  return ascii::split_at(list, is_list_separator);
}

std::string joined_list(const std::vector<std::string_view>& entries) {
  std::string list;
  for (const std::string_view entry : entries) {
    if (!list.empty()) list.push_back(',');
    list.append(entry);
  }
  return list;
}

bool holds_quote(std::string_view text) {
  return std::any_of(text.begin(), text.end(), ascii::is_quote);
}

std::string_view without_outer_quotes(std::string_view list) {
  const std::string_view trimmed = ascii::trimmed(list);
  if (!is_quoted(trimmed)) return list;
  const std::string_view inside = trimmed.substr(1, trimmed.size() - 2);
  // `"a","b"` also begins and ends with quotes, but they belong to the entries.
  return holds_quote(inside) ? list : inside;
}

std::string_view without_quotes(std::string_view entry) {
  if (!is_quoted(entry)) return entry;
  const std::string_view inside = entry.substr(1, entry.size() - 2);
  return holds_quote(inside) ? entry : inside;
}

}  // namespace proxyenv
