// SPDX-License-Identifier: Apache-2.0
#include "core/no_proxy.hpp"

#include <algorithm>
#include <unordered_set>

#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

constexpr std::string_view kEverything = "*";

// `;` (as on Windows) and `|` (as in Java) do not occur in host names, addresses or networks.
bool is_separator(char c) {
  return c == ',' || c == ';' || c == '|' || ascii::is_blank(c);
}

bool is_quoted(std::string_view text) {
  return text.size() >= 2 && ascii::is_quote(text.front()) && text.front() == text.back();
}

bool holds_quote(std::string_view text) {
  return std::any_of(text.begin(), text.end(), ascii::is_quote);
}

std::string_view without_outer_quotes(std::string_view text) {
  const std::string_view trimmed = ascii::trimmed(text);
  if (!is_quoted(trimmed)) return text;
  const std::string_view inside = trimmed.substr(1, trimmed.size() - 2);
  // `"a","b"` also begins and ends with quotes, but they belong to the entries.
  return holds_quote(inside) ? text : inside;
}

std::vector<std::string_view> split_at_separators(std::string_view text) {
  return ascii::split_at(text, is_separator);
}

std::string_view without_quotes(std::string_view entry) {
  if (!is_quoted(entry)) return entry;
  const std::string_view inside = entry.substr(1, entry.size() - 2);
  return holds_quote(inside) ? entry : inside;
}

std::string join(const std::vector<std::string_view>& entries) {
  std::string list;
  for (const std::string_view entry : entries) {
    if (!list.empty()) list.push_back(',');
    list.append(entry);
  }
  return list;
}

// Whether the text is certainly an entry if it is separated by blanks, `;` or `|`. The `#` of a
// comment and the `-` of a range are not. Neither is an entry on which a client would fail that saw
// one long name before (httpx: IPv6 networks).
bool can_be_split_off(std::string_view entry) {
  const bool plain = std::all_of(entry.begin(), entry.end(), [](char c) {
    return ascii::is_alnum(c) || std::string_view("-._*/:").find(c) != std::string_view::npos;
  });
  const bool is_ipv6 = std::count(entry.begin(), entry.end(), ':') > 1;
  return plain && !is_ipv6 &&
         (entry == "*" || std::any_of(entry.begin(), entry.end(), ascii::is_alnum));
}

// Whether quotes may be removed from the text. To httpx the quoted text was only an odd name;
// without quotes httpx must not read it as a URL and fail.
bool can_lose_quotes(std::string_view entry) {
  return entry.find("//") == std::string_view::npos &&
         std::all_of(entry.begin(), entry.end(), [](char c) {
           return ascii::is_alnum(c) ||
                  std::string_view("-._*/:[]%").find(c) != std::string_view::npos;
         });
}

bool is_wildcard_domain(std::string_view entry) {
  return entry.size() > 2 && entry.starts_with("*.");
}

// The list with its names in lower case, because grpc-js and npm compare case-sensitively
// (hostMatchesNoProxyList in http_proxy.ts of grpc-js 1.13, isNoProxy in proxy.js of @npmcli/agent
// 5.0.2). Only certain names are changed: an entry may be a URL with a password.
std::string with_names_lowered(std::string list) {
  std::size_t start = 0;
  while (start < list.size()) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    const std::string_view entry = std::string_view(list).substr(start, end - start);
    const std::size_t colon = entry.find(':');
    const bool has_port =
        colon != std::string_view::npos && net::parse_port(entry.substr(colon + 1));
    const std::string_view name = has_port ? entry.substr(0, colon) : entry;
    const bool is_name = std::all_of(name.begin(), name.end(), [](char c) {
      return ascii::is_alnum(c) || std::string_view("-._*").find(c) != std::string_view::npos;
    });
    if (is_name) list.replace(start, end - start, ascii::lowered(entry));
    start = end + 1;
  }
  return list;
}

// The differences between a list and its cleaned form.
Repair repairs_in(std::string_view list, std::string_view unquoted) {
  Repair repairs = Repair::none;
  if (holds_quote(list)) repairs |= Repair::quotes;
  bool after_entry = false;  // an entry precedes the current separators
  bool comma = false;        // there is a comma among them
  bool other = false;        // there are `;`, `|` or blanks among them
  const auto end_of_run = [&](bool entry_follows) {
    if (other && !comma && after_entry && entry_follows) repairs |= Repair::separators;
    if (comma && !(after_entry && entry_follows)) repairs |= Repair::empty_entries;
    comma = other = false;
  };
  for (const char c : unquoted) {
    if (!is_separator(c)) {
      end_of_run(true);
      after_entry = true;
    } else if (c == ',') {
      if (comma) repairs |= Repair::empty_entries;
      comma = true;
    } else {
      other = true;
      if (ascii::is_blank(c)) repairs |= Repair::blanks;
      if (!ascii::is_blank(c)) repairs |= Repair::separators;
    }
  }
  end_of_run(false);
  return repairs;
}

}  // namespace

CleanedList clean_list(std::string_view list) {
  CleanedList cleaned;
  const std::string_view unquoted = without_outer_quotes(list);
  std::vector<std::string_view> entries = split_at_separators(unquoted);
  for (std::string_view& entry : entries) entry = without_quotes(entry);
  const bool stray_quotes = std::any_of(entries.begin(), entries.end(), holds_quote);
  std::erase_if(entries, [](std::string_view entry) { return entry.empty(); });
  const std::string joined = join(entries);
  std::string value = with_names_lowered(joined);
  Repair repairs = joined == list ? Repair::none : repairs_in(list, unquoted);
  if (value != joined) repairs |= Repair::entry_case;
  const auto found = std::find(entries.begin(), entries.end(), kEverything);
  if (stray_quotes) {
    cleaned.defect = ListDefect::unbalanced_quotes;
  } else if (found != entries.end() && value != list) {
    cleaned.defect = ListDefect::exempts_everything;
  } else if ((has(repairs, Repair::separators) &&
              !std::all_of(entries.begin(), entries.end(), can_be_split_off)) ||
             (has(repairs, Repair::quotes) &&
              !std::all_of(entries.begin(), entries.end(), can_lose_quotes))) {
    cleaned.defect = ListDefect::unreadable;
  } else if (entries.empty()) {
    cleaned.blank = !list.empty();
  } else {
    cleaned.repairs = repairs;
    cleaned.value = std::move(value);
    return cleaned;
  }
  cleaned.value = list;
  return cleaned;
}

std::vector<std::string_view> entries_of(std::string_view list) {
  std::vector<std::string_view> entries = split_at_separators(without_outer_quotes(list));
  for (std::string_view& entry : entries) entry = without_quotes(entry);
  std::erase_if(entries, [](std::string_view entry) { return entry.empty(); });
  return entries;
}

bool exempts_everything(std::string_view list) {
  const auto entries = entries_of(list);
  return std::find(entries.begin(), entries.end(), kEverything) != entries.end();
}

bool names_localhost(std::string_view list) {
  const auto entries = entries_of(list);
  return std::any_of(entries.begin(), entries.end(),
                     [](std::string_view entry) { return ascii::lowered(entry) == "localhost"; });
}

bool names_loopback_address(std::string_view list) {
  const auto entries = entries_of(list);
  return std::any_of(entries.begin(), entries.end(), [](std::string_view entry) {
    return entry == "127.0.0.1" || entry.starts_with("127.0.0.1/") || entry == "127.0.0.0/8";
  });
}

// Both read entries with their quotes, because a list whose quotes could not be repaired keeps
// them.
bool needs_grpc_dialect(std::string_view list) {
  const auto entries = split_at_separators(list);
  return std::any_of(list.begin(), list.end(), ascii::is_upper) ||
         std::any_of(entries.begin(), entries.end(), is_wildcard_domain);
}

std::string in_grpc_dialect(std::string_view list) {
  auto entries = split_at_separators(list);
  for (std::string_view& entry : entries) {
    if (is_wildcard_domain(entry)) entry.remove_prefix(1);
  }
  return ascii::lowered(join(entries));
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

std::string with_entries(std::string_view list, const std::vector<std::string>& additions) {
  std::unordered_set<std::string> held;
  // Entries keep their quotes: with quotes that are not repaired, clients do not read the text
  // inside as an entry.
  for (const std::string_view entry : split_at_separators(list)) held.insert(ascii::lowered(entry));
  std::string extended(list);
  for (const std::string& addition : additions) {
    if (!held.insert(ascii::lowered(addition)).second) continue;
    if (!extended.empty()) extended.push_back(',');
    extended.append(addition);
  }
  return extended;
}

std::string comparison_key_of_list(std::string_view list) {
  const CleanedList cleaned = clean_list(list);
  if (cleaned.defect != ListDefect::none) return std::string(list);
  std::vector<std::string> entries;
  for (const std::string_view entry : entries_of(cleaned.value)) {
    entries.push_back(ascii::lowered(entry));
  }
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  std::string key;
  for (const std::string& entry : entries) key.append(entry).push_back(',');
  return key;
}

}  // namespace proxyenv
