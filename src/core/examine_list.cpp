// SPDX-License-Identifier: Apache-2.0
#include "core/examine_list.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/address_forms.hpp"
#include "core/no_proxy.hpp"
#include "core/readers.hpp"
#include "core/repair_list.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

bool is_url(std::string_view entry) {
  return entry.find("://") != std::string_view::npos;
}

// Looks like an IPv6 address or network without brackets, valid or not.
bool looks_like_ipv6(std::string_view entry) {
  return std::count(entry.begin(), entry.end(), ':') > 1 && !entry.starts_with('[') &&
         !is_url(entry);
}

// Looks like a network: a slash and digits after it, valid or not.
bool looks_like_network(std::string_view entry) {
  const std::size_t slash = entry.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < entry.size() &&
         !is_url(entry) &&
         std::all_of(entry.begin() + static_cast<std::ptrdiff_t>(slash) + 1, entry.end(),
                     ascii::is_digit);
}

bool is_network(std::string_view entry) {
  return net::parse_network(entry).has_value();
}
bool is_ipv4_network(std::string_view entry) {
  return is_network(entry) && !looks_like_ipv6(entry);
}
// Valid or not: httpx fails on each.
bool is_ipv6_network(std::string_view entry) {
  return looks_like_network(entry) && looks_like_ipv6(entry);
}
bool is_ipv6_address(std::string_view entry) {
  return looks_like_ipv6(entry) && !looks_like_network(entry);
}
bool is_address_prefix(std::string_view entry) {
  return network_of_prefix(entry).has_value();
}
bool is_wildcard(std::string_view entry) {
  return entry.size() > 1 && entry.starts_with('*');
}
bool is_bracketed(std::string_view entry) {
  return entry.starts_with('[');
}

bool is_bracketed_host(std::string_view entry) {
  const std::size_t end = entry.find(']');
  if (end == std::string_view::npos || !net::is_host(entry.substr(0, end + 1))) return false;
  const std::string_view rest = entry.substr(end + 1);
  return rest.empty() || (rest.front() == ':' && net::parse_port(rest.substr(1)));
}

// `<local>` and `<-loopback>`, which Windows and Chromium have for names without a dot and for no
// loopback.
bool is_marker_of_windows(std::string_view entry) {
  return entry.size() > 2 && entry.front() == '<' && entry.back() == '>';
}

// What stands for an address or a network, and is no piece of a password: `10.0.0.0/33`.
bool is_numeric(std::string_view entry) {
  return entry.find('.') != std::string_view::npos &&
         entry.find_first_not_of("0123456789./") == std::string_view::npos;
}

// `10.0.0.256`, `1.2.3.4.5`, `10.0`: a number stands last, where no name of the DNS has one (RFC
// 3696, 2), and the whole is no IPv4 address.
bool ends_in_number(std::string_view host) {
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return std::all_of(last.begin(), last.end(), ascii::is_digit) && !net::is_ipv4(host);
}

// Whether some client understands an entry. It may be a name (also with `.`, `*` or `*.` in front,
// or a dot at its end), an address or a network. Names and addresses may have a port, and IPv6 may
// have brackets. A URL does not count.
bool can_be_an_entry(std::string_view entry) {
  if (entry == "*" || is_network(entry)) return true;
  if (is_bracketed(entry)) return is_bracketed_host(entry);
  if (looks_like_ipv6(entry)) return net::is_host("[" + std::string(entry) + "]");
  if (const std::size_t colon = entry.find(':'); colon != std::string_view::npos) {
    if (!net::parse_port(entry.substr(colon + 1))) return false;
    entry = entry.substr(0, colon);
  }
  if (entry.starts_with('*')) entry.remove_prefix(1);
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry.ends_with('.')) entry.remove_suffix(1);
  return net::is_host(entry) && !ends_in_number(entry);
}

// A host or a domain without a dot in front.
bool is_plain_name(std::string_view entry) {
  return can_be_an_entry(entry) && !net::is_ipv4(entry) && !looks_like_ipv6(entry) &&
         !is_address_prefix(entry) && !is_address_range(entry) && !entry.starts_with('.') &&
         entry.find_first_of("*/:[") == std::string_view::npos &&
         ascii::lowered(entry) != "localhost";
}

bool has_port(std::string_view entry) {
  const std::size_t colon = entry.rfind(':');
  return colon != std::string_view::npos && !looks_like_ipv6(entry) && !entry.ends_with(']') &&
         can_be_an_entry(entry) && net::parse_port(entry.substr(colon + 1)).has_value();
}

// Whether no client understands an entry, or few do (`10.0.0/8`), and no other finding says what it
// is.
bool is_bad_entry(std::string_view entry) {
  return !can_be_an_entry(entry) && !is_url(entry) && !is_address_prefix(entry) &&
         !is_address_range(entry) && !is_marker_of_windows(entry);
}

constexpr std::size_t kMostPieces = 8;

// A form of entries that clients read differently, and the pieces of its message.
struct EntryForm {
  FindingKind kind;
  bool (*is_of_this_form)(std::string_view entry);
  std::array<std::string_view, kMostPieces> clause;
  // In no_grpc_proxy, which gRPC alone reads. Empty: gRPC reads this form as it is meant.
  std::string_view clause_for_grpc;
};

// clang-format off
constexpr std::array<EntryForm, 13> kForms = {{
    {FindingKind::wildcards_in_list, is_wildcard,
     {", which only ", who_does(Habit::wildcard),
      agreeing(who_does(Habit::wildcard), " reads", " read")},
     ", which gRPC does not read"},
    {FindingKind::networks_in_list, is_ipv4_network,
     {", which ", who_does_not(Habit::network_v4),
      agreeing(who_does_not(Habit::network_v4), " does not read", " do not read")},
     ""},
    {FindingKind::wide_network_in_list, is_wider_than_it_looks,
     {", whose address goes on behind the prefix: it covers more than it looks"},
     ", whose address goes on behind the prefix: it covers more than it looks"},
    {FindingKind::address_prefix_in_list, is_address_prefix,
     {", the beginning of addresses, which only ", who_does(Habit::address_prefix),
      agreeing(who_does(Habit::address_prefix), " reads", " read"), " without a star behind it, and only ",
      who_does(Habit::address_star), agreeing(who_does(Habit::address_star), " reads", " read"), " with one"},
     ", the beginning of addresses, which gRPC does not read"},
    {FindingKind::address_range_in_list, is_address_range,
     {", a range of addresses, which only ", who_does(Habit::address_range), " reads"},
     ", a range of addresses, which gRPC does not read"},
    {FindingKind::windows_list, is_marker_of_windows,
     {", a word of Windows, which only ", who_does(Habit::local_names),
      agreeing(who_does(Habit::local_names), " reads", " read"), " here: `<local>` means every name without a dot"},
     ", a word of Windows, which gRPC does not read: `<local>` means every name without a dot"},
    {FindingKind::names_in_list, is_plain_name,
     {", which ", who_does_not(Habit::name_with_subdomains),
      agreeing(who_does_not(Habit::name_with_subdomains), " does not", " do not"),
      " apply to subdomains, and ", who_does(Habit::name_as_ending),
      agreeing(who_does(Habit::name_as_ending), " applies", " apply"), " to every host that ends so"},
     ", which gRPC applies to every host that ends so"},
    {FindingKind::ipv6_address_in_list, is_ipv6_address,
     {", which ", who_does(Habit::bracketed_v6),
      agreeing(who_does(Habit::bracketed_v6), " reads", " read"), " only in brackets, ",
      who_does(Habit::address_v6_as_name), " as a name, ",
      who_does(Habit::address_v6_as_ending), " as the end of one"},
     ", which gRPC reads as the end of an address"},
    {FindingKind::bad_list_entry, is_bad_entry,
     {", which is no host, domain, address or network"},
     ", which is no host, domain, address or network"},
    {FindingKind::ipv6_network_in_list, is_ipv6_network,
     {", on which ", who_does(Habit::fails_on_network_v6),
      agreeing(who_does(Habit::fails_on_network_v6), " fails", " fail"), " when a client is made"},
     ", which grpc-js does not read"},
    {FindingKind::ipv6_brackets_in_list, is_bracketed,
     {", on which ", who_does(Habit::fails_on_brackets),
      agreeing(who_does(Habit::fails_on_brackets), " fails", " fail"), " when a client is made"},
     ""},
    {FindingKind::ports_in_list, has_port,
     {", which ", who_does_not(Habit::port),
      agreeing(who_does_not(Habit::port), " does not read", " do not read")},
     ", which gRPC does not read"},
    {FindingKind::scheme_in_list, is_url,
     {", a URL where a host belongs"},
     ", a URL where a host belongs"},
}};
// clang-format on

// The entries of the list that have this form, and their positions, from 1.
struct Matches {
  std::vector<std::string_view> entries;
  std::vector<std::size_t> places;
};

Matches matches_of(const EntryForm& form, const std::vector<std::string_view>& entries) {
  Matches matches;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!form.is_of_this_form(entries[i])) continue;
    matches.entries.push_back(entries[i]);
    matches.places.push_back(i + 1);
  }
  return matches;
}

// "1, 2, 3 and 4 more".
std::string places_shown(const std::vector<std::size_t>& places) {
  constexpr std::size_t kMostShown = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(places.size(), kMostShown); ++i) {
    text.append(i == 0 ? "" : ", ").append(std::to_string(places[i]));
  }
  if (places.size() > kMostShown) {
    text.append(" and ").append(std::to_string(places.size() - kMostShown)).append(" more");
  }
  return text;
}

// Beside a quote that is left in the list, a piece of a password may stand.
ListDisclosure disclosure_beside_quotes(const ListDisclosure& lists, std::string_view list) {
  constexpr std::string_view kHidesAll = "@";
  return list.find_first_of("\"'") == std::string_view::npos ? lists : ListDisclosure(kHidesAll);
}

std::string joined_pieces(const std::array<std::string_view, kMostPieces>& pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text.append(piece);
  return text;
}

constexpr std::string_view kNotSeparatedByCommas = "has entries that are not separated by commas";

// Whether the markers of Windows are all that keeps the list from being repaired.
bool is_unreadable_for_markers(std::string_view list) {
  std::vector<std::string_view> entries = split_at_list_separators(without_outer_quotes(list));
  if (std::erase_if(entries, is_marker_of_windows) == 0) return false;
  std::string rest;
  for (const std::string_view entry : entries) rest.append(entry).append(";");
  return repair_list(rest).defect == ListDefect::none;
}

void examine_defect(std::vector<Finding>& findings, const Spelling& spelling) {
  if (spelling.list_defect == ListDefect::unbalanced_quotes) {
    add_finding(findings, FindingKind::unbalanced_quotes, spelling.name,
                "has quotes that are not pairs round the list or an entry");
  }
  if (spelling.list_defect != ListDefect::unreadable) return;
  if (is_unreadable_for_markers(spelling.value)) {
    add_finding(findings, FindingKind::list_separators, spelling.name, kNotSeparatedByCommas);
  } else {
    add_finding(findings, FindingKind::unreadable_list, spelling.name,
                "has pieces that are no hosts, in quotes or between blanks, `;` or `|`: a comment "
                "or a range?");
  }
}

// Some clients understand `*` only if it is the whole list.
std::string star_clause(std::size_t entries, bool is_for_grpc) {
  if (is_for_grpc) return "has `*`, which gRPC does not read";
  const HabitRow& row = row_of(entries == 1 ? Habit::star_alone : Habit::star_among_others);
  return text::concatenated({"exempts every host (`*`): ", row.who_does,
                             agreeing(row.who_does, " reads", " read"), " it so, ",
                             row.who_does_not, agreeing(row.who_does_not, " does not", " do not")});
}

}  // namespace

std::vector<std::string_view> entries_with(FindingKind kind, std::string_view list) {
  const auto* const form = std::find_if(kForms.begin(), kForms.end(),
                                        [&](const EntryForm& it) { return it.kind == kind; });
  if (form == kForms.end()) return {};
  return matches_of(*form, entries_of(list)).entries;
}

std::vector<Finding> examine_list(const Spelling& spelling, const ListDisclosure& lists) {
  std::vector<Finding> findings;
  examine_defect(findings, spelling);
  const bool is_for_grpc = spelling.name == row_of(Family::no_grpc).lower;
  const std::string_view list = spelling.value;
  const std::vector<std::string_view> entries = entries_of(list);
  if (exempts_everything(list)) {
    add_finding(findings, FindingKind::list_exempts_everything, spelling.name,
                star_clause(entries.size(), is_for_grpc));
    // Such a list is never repaired, so no repair says it. httpx fails on a control character.
    if (list.find_first_of("\t\r\n") != std::string_view::npos) {
      add_finding(findings, FindingKind::list_separators, spelling.name, kNotSeparatedByCommas);
    }
  }
  const ListDisclosure shown = disclosure_beside_quotes(lists, list);
  for (const EntryForm& form : kForms) {
    const Matches matches = matches_of(form, entries);
    if (matches.entries.empty() || (is_for_grpc && form.clause_for_grpc.empty())) continue;
    const std::string pieces =
        is_for_grpc ? std::string(form.clause_for_grpc) : joined_pieces(form.clause);
    // An entry that is not a host may be a part of a password, so only its position is shown.
    const bool is_hidden = form.kind == FindingKind::bad_list_entry &&
                           !std::all_of(matches.entries.begin(), matches.entries.end(), is_numeric);
    const auto wide = read_wide_network(matches.entries.front());
    if (form.kind == FindingKind::wide_network_in_list && wide && shown.shows_entries()) {
      add_finding(
          findings, form.kind, spelling.name,
          text::concatenated({"has ", shown.quoted(matches.entries), ", which covers all of ",
                              wide->covered, ": was ", wide->meant, " meant?"}));
      continue;
    }
    const std::string clause =
        is_hidden ? "has entries that are no host, domain, address or network: number " +
                        places_shown(matches.places)
                  : "has " + shown.quoted(matches.entries) + pieces;
    add_finding(findings, form.kind, spelling.name, clause);
  }
  return findings;
}

}  // namespace proxyenv
