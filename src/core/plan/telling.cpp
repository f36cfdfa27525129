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

}  // namespace proxyenv
