// SPDX-License-Identifier: Apache-2.0
#include "core/examine.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/examine_clients.hpp"
#include "core/examine_list.hpp"
#include "core/examine_proxy.hpp"
#include "core/no_proxy.hpp"
#include "core/readers.hpp"
#include "core/repair_proxy.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

using Findings = std::vector<Finding>;

void append(Findings& findings, Findings more) {
  for (Finding& finding : more) findings.push_back(std::move(finding));
}

bool has_line_end(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos;
}

bool is_grpc_list(const Spelling& spelling) {
  return spelling.name == row_of(Family::no_grpc).lower;
}

// The defects that a repair mended, or would mend.
void examine_repairs(Findings& findings, const Spelling& spelling, bool is_list) {
  const auto needs = [&](Repair repair) { return has(spelling.repairs, repair); };
  const auto add = [&](FindingKind kind, std::string_view clause) {
    add_finding(findings, kind, spelling.name, clause);
  };
  const bool line_end = std::any_of(spelling.raw.begin(), spelling.raw.end(), has_line_end);
  if (needs(Repair::blanks) && line_end) {
    add(FindingKind::carriage_return, "has a carriage return or newline in it");
  } else if (needs(Repair::blanks) && is_list) {
    add(FindingKind::blanks, "has spaces beside its entries");
  } else if (needs(Repair::blanks)) {
    add(FindingKind::blanks_in_proxy, "has spaces round its value");
  }
  if (needs(Repair::quotes)) add(FindingKind::quotes, "has quotes round its value");
  if (needs(Repair::scheme_added)) {
    add(FindingKind::missing_scheme, "has no http:// in front of HOST:PORT");
  }
  if (needs(Repair::scheme_case)) {
    add(FindingKind::uppercase_scheme, "has its scheme in upper case");
  }
  if (needs(Repair::credentials)) {
    add(FindingKind::unencoded_credentials,
        "has reserved characters in user or password that are not percent-encoded");
  }
  if (needs(Repair::separators)) {
    add(FindingKind::list_separators, "has entries that are not separated by commas");
  }
  if (needs(Repair::entry_case)) {
    add(FindingKind::uppercase_in_list,
        is_grpc_list(spelling)
            ? "has entries in upper case, which grpc-js compares as they stand"
            : text::concatenated(
                  {"has entries in upper case, which ", who_does_not(Habit::upper_case),
                   agreeing(who_does_not(Habit::upper_case), " compares", " compare"),
                   " as they stand"}));
  }
  if (needs(Repair::empty_entries)) {
    add(FindingKind::blank_list_entry,
        text::concatenated({"has an empty entry: ", who_does(Habit::blank_list), " or ",
                            who_does(Habit::empty_entry),
                            agreeing(who_does(Habit::empty_entry), " exempts", " exempt"),
                            " every host for it"}));
  }
}

void examine_blank(Findings& findings, const Spelling& spelling, bool is_list) {
  if (!is_list) {
    add_finding(findings, FindingKind::blank_value, spelling.name, kSaysNothing);
    return;
  }
  add_finding(findings, FindingKind::set_but_empty, spelling.name, kSaysNothing);
  // Quotes round nothing, `;` and `|` are a name to clients.
  const auto is_blank = [](std::string_view raw) {
    return !raw.empty() && std::all_of(raw.begin(), raw.end(),
                                       [](char c) { return c == ',' || ascii::is_blank(c); });
  };
  if (std::none_of(spelling.raw.begin(), spelling.raw.end(), is_blank)) return;
  add_finding(findings, FindingKind::blank_list_entry, spelling.name,
              text::concatenated({"has a blank entry: ", who_does(Habit::blank_list),
                                  agreeing(who_does(Habit::blank_list), " exempts", " exempt"),
                                  " every host for it"}));
}

// Whether ALL_PROXY is the proxy of http or https targets.
bool all_decides(const Spellings& spellings) {
  return !has_value(spellings, Family::http) || !has_value(spellings, Family::https);
}

// A spelling with a value that can be used.
void examine_value(Findings& findings, const Spellings& spellings, const FamilyRow& row,
                   const Spelling& spelling) {
  if (spelling.raw.size() > 1) {
    add_finding(findings, FindingKind::duplicate_entry, spelling.name, "is set twice");
    if (!row.is_list && !spelling.raw.front().empty() && repair_proxy(spelling.raw.front()).blank) {
      examine_blank(findings, spelling, row.is_list);
    }
  }
  examine_repairs(findings, spelling, row.is_list);
  const Spelling& lower = spellings.of(row.family, Case::lower);
  const bool is_said =
      spelling.name != lower.name && spelling.key == lower.key && !lower.has_empty_duplicate;
  if (is_said) return;  // of the lower one
  append(findings, row.is_list ? examine_list(spelling, spellings.lists())
                               : examine_proxy(spelling, row.family, all_decides(spellings)));
}

// A name that is set twice, with different values. Most programs read its first one, so what that
// does is told, too.
void examine_ambiguous(Findings& findings, const Spellings& spellings, const FamilyRow& row,
                       const Spelling& spelling) {
  add_finding(findings, FindingKind::duplicate_conflict, spelling.name,
              "is set twice, with different values; most programs read the first, some the last");
  Spelling first = spelling;
  std::erase_if(first.raw, [](std::string_view raw) { return raw.empty(); });
  first.raw.resize(1);
  if (!row.is_list && repair_proxy(first.raw.front()).blank) {
    examine_blank(findings, spelling, row.is_list);
  } else if (spelling.proxy_defect != ProxyDefect::none) {
    findings.push_back(finding_of_defect(first));
  } else {
    examine_value(findings, spellings, row, first);
  }
}

// HTTP::Tiny of Perl takes `$ENV{all_proxy} || $ENV{ALL_PROXY}` for a proxy where that is defined,
// and so an empty ALL_PROXY (0.080, _set_proxies).
FindingKind kind_of_empty(const Spellings& spellings, const Spelling& spelling) {
  const bool is_upper = spelling.name == row_of(Family::all).upper;
  return is_upper && !spellings.of(Family::all, Case::lower).has_value()
             ? FindingKind::empty_all_proxy
             : FindingKind::set_but_empty;
}

void examine_spelling(Findings& findings, const Spellings& spellings, const FamilyRow& row,
                      const Spelling& spelling) {
  switch (spelling.state) {
    case SpellingState::absent:
      return;
    case SpellingState::empty:
      add_finding(findings, kind_of_empty(spellings, spelling), spelling.name,
                  "is set, with no value");
      return;
    case SpellingState::blank:
      examine_blank(findings, spelling, row.is_list);
      return;
    case SpellingState::ambiguous:
      examine_ambiguous(findings, spellings, row, spelling);
      return;
    case SpellingState::unusable:
      findings.push_back(finding_of_defect(spelling));
      return;
    case SpellingState::set:
      examine_value(findings, spellings, row, spelling);
      return;
  }
}

// Compares the two spellings of one family.
void compare(Findings& findings, const FamilyRow& row, const Spelling& lower,
             const Spelling& upper) {
  const SpellingReaders& readers = readers_of(row.family);
  const bool differ = lower.has_value() && upper.has_value() && lower.key != upper.key;
  if (differ) {
    add_finding(findings, FindingKind::case_conflict, row.lower,
                text::concatenated({"and ", row.upper, " differ: ", readers.lower,
                                    agreeing(readers.lower, " reads ", " read "), row.lower, "; ",
                                    readers.upper, agreeing(readers.upper, " reads ", " read "),
                                    row.upper}));
  }
  const bool one_says_nothing =
      (lower.has_value() && upper.says_nothing()) || (upper.has_value() && lower.says_nothing());
  if ((one_says_nothing || differ) && row.family != Family::all && row.family != Family::ftp) {
    add_finding(
        findings, FindingKind::order_dependent, row.lower,
        text::concatenated({"and ", row.upper, " differ, and ", who_does(Habit::last_of_two),
                            agreeing(who_does(Habit::last_of_two), " reads", " read"),
                            " whichever stands last"}));
  }
  // Of a value that is no proxy there is nothing to copy.
  const auto has_good_value = [](const Spelling& spelling) {
    return spelling.has_value() && spelling.state != SpellingState::unusable;
  };
  if (lower.state == SpellingState::absent && has_good_value(upper) &&
      !readers.lower_only.empty()) {
    add_finding(findings, FindingKind::missing_spelling, row.lower,
                text::concatenated(
                    {"is not set, and ", readers.lower_only,
                     agreeing(readers.lower_only, " does not read ", " do not read "), row.upper}));
  }
  if (upper.state == SpellingState::absent && has_good_value(lower)) {
    add_finding(findings, FindingKind::missing_upper_spelling, row.upper,
                "is not set; some programs read no other spelling");
  }
}

void examine_cgi(Findings& findings, const Spelling& lower, const Spelling& upper) {
  if (upper.state != SpellingState::absent) {
    add_finding(findings, FindingKind::cgi_http_proxy, upper.name,
                "is not to be trusted: REQUEST_METHOD or GATEWAY_INTERFACE marks a CGI process, "
                "where a request header can set it");
  }
  // Go takes quotes round nothing for a proxy, too.
  const auto is_written = [](const Spelling& spelling) {
    return spelling.has_value() || spelling.state == SpellingState::blank;
  };
  if (is_written(lower) || is_written(upper)) {
    add_finding(
        findings, FindingKind::go_refuses_in_cgi, (is_written(lower) ? lower : upper).name,
        text::concatenated({"is set in a CGI process (REQUEST_METHOD or GATEWAY_INTERFACE): ",
                            who_does(Habit::refuses_in_cgi),
                            agreeing(who_does(Habit::refuses_in_cgi), " refuses", " refuse"),
                            " every http:// request there"}));
  }
}

void examine_family(Findings& findings, const Spellings& spellings, const FamilyRow& row) {
  const Spelling& lower = spellings.of(row.family, Case::lower);
  const Spelling& upper = spellings.of(row.family, Case::upper);
  examine_spelling(findings, spellings, row, lower);
  if (!spellings.counts(row.family, Case::upper)) {
    examine_cgi(findings, lower, upper);
    // Some clients read it nevertheless.
    if (upper.raw != lower.raw) examine_spelling(findings, spellings, row, upper);
  } else if (row.mirrored) {
    compare(findings, row, lower, upper);
    // A finding that both spellings have is reported once.
    if (upper.raw != lower.raw) examine_spelling(findings, spellings, row, upper);
  }
}

bool is_present(const Spellings& spellings, Family family) {
  return spellings.of(family, Case::lower).state != SpellingState::absent ||
         spellings.of(family, Case::upper).state != SpellingState::absent;
}

void examine_https_gap(Findings& findings, const Spellings& spellings) {
  if (!has_value(spellings, Family::http) || is_present(spellings, Family::https) ||
      has_value(spellings, Family::all)) {
    return;
  }
  add_finding(findings, FindingKind::https_gap, row_of(Family::https).upper,
              "is not set though a proxy for http is: most clients go direct to https targets");
}

}  // namespace

std::vector<Finding> examine(const Environment& environment) {
  return examine(Spellings(environment, {.repair = true}));
}

std::vector<Finding> examine(const Spellings& spellings) {
  Findings findings;
  for (const FamilyRow& row : kFamilies) {
    examine_family(findings, spellings, row);
    if (row.family == Family::https) examine_https_gap(findings, spellings);
    if (row.family == Family::no) examine_exemptions(findings, spellings);
  }
  examine_node(findings, spellings);
  return findings;
}

}  // namespace proxyenv
