// SPDX-License-Identifier: Apache-2.0
#include "core/plan/telling.hpp"

#include "core/no_proxy.hpp"
#include "core/repair_list.hpp"

namespace proxyenv {

namespace {

// The spelling if it is present and counts; otherwise null.
const Spelling* counted(const Spellings& spellings, Family family, Case letter_case) {
  const Spelling& spelling = spellings.of(family, letter_case);
  const bool present = spelling.state != SpellingState::absent;
  return present && spellings.counts(family, letter_case) ? &spelling : nullptr;
}

bool says_two_things(const Spelling& spelling) {
  return spelling.state == SpellingState::ambiguous || spelling.has_empty_duplicate;
}

// Why what `chosen` says cannot be told on; `other` null: there is no other spelling. First match
// wins: who says two things cannot be compared, and what two disagree about need not be read.
std::string doubt_about(const ToldSituation& situation, Family family, const Spelling& chosen,
                        const Spelling* other) {
  const auto clause = [](std::string_view name, std::string_view rest) {
    return std::string(name).append(" ").append(rest);
  };
  if (says_two_things(chosen)) return clause(chosen.name, kStandsTwice);
  if (other != nullptr && other->says_nothing()) {
    return clause(other->name, "is empty beside ") + std::string(chosen.name);
  }
  if (other != nullptr && (other->key != chosen.key || says_two_things(*other))) {
    return clause(row_of(family).lower, "and ") + std::string(row_of(family).upper) + " differ";
  }
  if (chosen.state == SpellingState::unusable) {
    return clause(chosen.name, "cannot be read as a proxy");
  }
  if (chosen.list_defect != ListDefect::none) {
    return clause(chosen.name, "cannot be read as a list");
  }
  if (family == Family::no && !situation.repair && chosen.repairs != Repair::none) {
    return clause(chosen.name, "needs a repair, left (--repair off)");
  }
  return {};
}

}  // namespace

Telling Telling::keep(Reason reason, std::string detail) {
  return {Action::keep, reason, std::move(detail), {}, {}};
}

Telling Telling::set(std::string value, std::string detail) {
  return {Action::set, Reason::option_also, std::move(detail), std::move(value), {}};
}

Telling Telling::refuse(const std::string& why) {
  Telling telling = keep(Reason::also_not_written, "nothing added: " + why);
  telling.findings.emplace_back(FindingKind::also_not_written, "is left as it is: " + why);
  return telling;
}

Statement statement_of(const ToldSituation& situation, Family family) {
  const Spelling* const lower = counted(situation.spellings, family, Case::lower);
  const Spelling* const upper = counted(situation.spellings, family, Case::upper);
  const bool lower_speaks = lower != nullptr && lower->has_value();
  const Spelling* const chosen = lower_speaks ? lower : upper;
  if (chosen == nullptr || !chosen->has_value()) return {};
  const Spelling* const other = lower_speaks ? upper : lower;
  return {chosen->name, chosen->value, doubt_about(situation, family, *chosen, other)};
}

// First match wins, because `*` means that nobody needs the proxy, even if the list is in doubt.
std::optional<Telling> decision_of_list(const Statement& list) {
  if (exempts_everything(list.value)) {
    return Telling::keep(Reason::list_exempts_everything,
                         "nothing added: the list exempts every host (`*`)");
  }
  if (list.doubt.empty()) return std::nullopt;
  return Telling::refuse(list.doubt + ", and hosts that one exempts would go to the proxy");
}

std::optional<Telling> decision_about_switch(const ToldSituation& situation,
                                             std::string_view program) {
  const Statement http = statement_of(situation, Family::http);
  const Statement https = statement_of(situation, Family::https);
  if (!http.says_something() && !https.says_something()) {
    return Telling::keep(Reason::also_no_proxy, "no proxy to tell of");
  }
  if (auto decision = decision_of_list(statement_of(situation, Family::no))) return decision;
  // These programs do not check for CGI, and read HTTP_PROXY even if it does not count. Whether
  // HTTP_PROXY is there must not matter either: then a request could keep them from the proxy.
  if (!situation.spellings.counts(Family::http, Case::upper)) {
    return Telling::refuse("in a CGI process a request header can set HTTP_PROXY, which " +
                           std::string(program) + " reads");
  }
  if (!http.doubt.empty()) return Telling::refuse(http.doubt);
  if (!https.doubt.empty()) return Telling::refuse(https.doubt);
  return std::nullopt;
}

}  // namespace proxyenv
