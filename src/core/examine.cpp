// SPDX-License-Identifier: Apache-2.0
#include "core/examine.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/examine_list.hpp"
#include "core/examine_proxy.hpp"
#include "core/no_proxy.hpp"
#include "core/readers.hpp"
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

// The defects that a repair mended, or would mend.
void examine_repairs(Findings& findings, const Spelling& spelling, bool is_list) {
  const auto needs = [&](Repair repair) { return has(spelling.repairs, repair); };
  const auto add = [&](FindingKind kind, std::string_view clause) {
    add_finding(findings, kind, spelling.name, clause);
  };
  const bool line_end = std::any_of(spelling.raw.begin(), spelling.raw.end(), has_line_end);
  if (needs(Repair::blanks) && line_end) {
    add(FindingKind::carriage_return, "has a carriage return or newline in it");
  } else if (needs(Repair::blanks)) {
    add(FindingKind::blanks,
        is_list ? "has blanks beside its entries" : "has blanks round its value");
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
        text::concatenated({"has entries in upper case, which ", who_does_not(Habit::upper_case),
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
  add_finding(findings, FindingKind::set_but_empty, spelling.name, kSaysNothing);
  if (!is_list) return;
  add_finding(findings, FindingKind::blank_list_entry, spelling.name,
              text::concatenated({"has a blank entry: ", who_does(Habit::blank_list),
                                  agreeing(who_does(Habit::blank_list), " exempts", " exempt"),
                                  " every host for it"}));
}

// A spelling with a value that can be used.
void examine_value(Findings& findings, const Spellings& spellings, const FamilyRow& row,
                   const Spelling& spelling) {
  if (spelling.raw.size() > 1) {
    add_finding(findings, FindingKind::duplicate_entry, spelling.name,
                "stands twice in the environment");
  }
  examine_repairs(findings, spelling, row.is_list);
  const Spelling& lower = spellings.of(row.family, Case::lower);
  if (&spelling != &lower && spelling.key == lower.key) return;  // said of the lower one
  append(findings, row.is_list ? examine_list(spelling, spellings.lists())
                               : examine_proxy(spelling, row.family));
}

void examine_spelling(Findings& findings, const Spellings& spellings, const FamilyRow& row,
                      const Spelling& spelling) {
  switch (spelling.state) {
    case SpellingState::absent:
      return;
    case SpellingState::empty:
      add_finding(findings, FindingKind::set_but_empty, spelling.name, "is set, with no value");
      return;
    case SpellingState::blank:
      examine_blank(findings, spelling, row.is_list);
      return;
    case SpellingState::ambiguous:
      add_finding(findings, FindingKind::duplicate_conflict, spelling.name,
                  "stands twice in the environment with different values; most programs read the "
                  "first, some the last");
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
    add_finding(findings, FindingKind::order_dependent, row.lower,
                text::concatenated({"and its twin differ, and ", who_does(Habit::last_of_two),
                                    agreeing(who_does(Habit::last_of_two), " reads", " read"),
                                    " whichever stands last"}));
  }
  if (lower.state == SpellingState::absent && upper.has_value() && !readers.lower_only.empty()) {
    add_finding(findings, FindingKind::missing_spelling, row.lower,
                text::concatenated(
                    {"is not set, and ", readers.lower_only,
                     agreeing(readers.lower_only, " does not read ", " do not read "), row.upper}));
  }
  if (upper.state == SpellingState::absent && lower.has_value()) {
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
  if (lower.has_value()) {
    add_finding(
        findings, FindingKind::go_refuses_in_cgi, lower.name,
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
  } else if (row.mirrored) {
    compare(findings, row, lower, upper);
    // A finding that both spellings have is reported once.
    if (upper.raw != lower.raw) examine_spelling(findings, spellings, row, upper);
  }
}

bool has_value(const Spellings& spellings, Family family) {
  return spellings.of(family, Case::lower).has_value() ||
         (spellings.counts(family, Case::upper) && spellings.of(family, Case::upper).has_value());
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

void examine_loopback_exemption(Findings& findings, const Spellings& spellings) {
  if (!has_value(spellings, Family::http) && !has_value(spellings, Family::https) &&
      !has_value(spellings, Family::all)) {
    return;
  }
  for (const Case letter_case : {Case::lower, Case::upper}) {
    const auto& raw = spellings.of(Family::no, letter_case).raw;
    if (std::any_of(raw.begin(), raw.end(), [](std::string_view list) {
          return names_localhost(list) || names_loopback_address(list) || exempts_everything(list);
        })) {
      return;
    }
  }
  add_finding(findings, FindingKind::loopback_not_exempt, row_of(Family::no).upper,
              text::concatenated({"does not name loopback: all but ", who_does(Habit::loopback),
                                  " send requests for localhost to the proxy"}));
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
    if (row.family == Family::no) examine_loopback_exemption(findings, spellings);
  }
  return findings;
}

}  // namespace proxyenv
