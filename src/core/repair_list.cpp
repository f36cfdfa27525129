// SPDX-License-Identifier: Apache-2.0
#include "core/repair_list.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/no_proxy.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

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

// The differences between a list and its repaired form.
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
    if (!is_list_separator(c)) {
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

RepairedList repair_list(std::string_view list) {
  RepairedList repaired;
  const std::string_view unquoted = without_outer_quotes(list);
  std::vector<std::string_view> entries = split_at_list_separators(unquoted);
  for (std::string_view& entry : entries) entry = without_quotes(entry);
  const bool stray_quotes = std::any_of(entries.begin(), entries.end(), holds_quote);
  std::erase_if(entries, [](std::string_view entry) { return entry.empty(); });
  const std::string joined = joined_list(entries);
  std::string value = with_names_lowered(joined);
  Repair repairs = joined == list ? Repair::none : repairs_in(list, unquoted);
  if (value != joined) repairs |= Repair::entry_case;
  const auto found = std::find(entries.begin(), entries.end(), kEveryHost);
  if (stray_quotes) {
    repaired.defect = ListDefect::unbalanced_quotes;
  } else if (found != entries.end() && value != list) {
    repaired.defect = ListDefect::exempts_everything;
  } else if ((has(repairs, Repair::separators) &&
              !std::all_of(entries.begin(), entries.end(), can_be_split_off)) ||
             (has(repairs, Repair::quotes) &&
              !std::all_of(entries.begin(), entries.end(), can_lose_quotes))) {
    repaired.defect = ListDefect::unreadable;
  } else if (entries.empty()) {
    repaired.blank = !list.empty();
  } else {
    repaired.repairs = repairs;
    repaired.value = std::move(value);
    return repaired;
  }
  repaired.value = list;
  return repaired;
}

}  // namespace proxyenv
