// SPDX-License-Identifier: Apache-2.0
#include "core/plan/pair_rules.hpp"

#include "core/plan/cgi_rules.hpp"
#include "core/plan/copy_rules.hpp"
#include "core/plan/exemptions.hpp"
#include "core/plan/option_rules.hpp"
#include "core/plan/repair_rules.hpp"
#include "core/proxy_url.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

struct Pair {
  const Draft& draft;
  DraftLine& lower;
  DraftLine& upper;
};

// --- neither spelling has a value ------------------------------------------------------------

// A blank https_proxy keeps undici and apt from using http_proxy. `*` does not do that everywhere.
bool may_be_removed(const Draft& draft, const DraftLine& line) {
  return draft.policy.repair && draft.policy.fill_empty &&
         (line.row->is_list || !everything_is_exempt(draft));
}

// A blank value is removed, because clients interpret its bytes; an empty value stays.
void keep_or_remove(const Draft& draft, DraftLine& line) {
  if (line.spelling->state == SpellingState::blank && may_be_removed(draft, line)) {
    line.unset(Reason::cleans_to_nothing, std::string(kSaysNothing));
  } else {
    keep_without_value(line);
  }
}

// --- one spelling has a value ----------------------------------------------------------------

// `target` is absent, empty or blank; `source` has a value. First match wins: the user's choice
// about empty values comes before reasons against copying this value.
void fill(const Draft& draft, DraftLine& target, DraftLine& source) {
  const std::string from(source.spelling->name);
  if (target.spelling->says_nothing() && !draft.policy.fill_empty) {
    target.keep(Reason::empty_kept, "says nothing, kept (--empty keep)");
  } else if (target.spelling->state == SpellingState::blank && !draft.policy.repair) {
    target.keep(Reason::empty_kept, "says nothing, kept (--repair off)");
  } else if (auto obstacle = obstacle_to_copying(draft, source, target)) {
    // A value without content also stays: if it were removed, clients that read both spellings
    // would use the other one.
    target.keep(obstacle->reason, "not filled from " + from);
    if (!obstacle->detail_of_source.empty() && source.action == Action::keep) {
      source.keep(obstacle->reason, std::move(obstacle->detail_of_source));
    }
  } else if (target.present()) {
    target.set(source.spelling->value, Reason::empty_spelling, "was empty; filled from " + from);
  } else {
    target.set(source.spelling->value, Reason::missing_spelling, "copied from " + from);
  }
}

// --- the values differ -----------------------------------------------------------------------

// Why --prefer does not decide for this line, as the end of a clause; empty where it decides.
std::string why_not_preferred(const Draft& draft, const DraftLine& winner) {
  const std::string beginning = "; --prefer is not followed: " + std::string(winner.spelling->name);
  if (!draft.says_one_usable_thing(winner)) return beginning + " does not say one usable thing";
  const bool goes_down = !winner.row->is_list && winner.letter_case == Case::upper;
  if (goes_down && !is_plain_http(read_proxy(winner.spelling->value))) {
    return beginning + " is no http://HOST:PORT";
  }
  return {};
}

// First match wins, because what is wrong with this line itself comes before how it stands to the
// other one: a name that stands twice has no one value to compare, and a line without a value
// differs from nothing. `declined` ends the detail: why --prefer did not decide, or nothing.
void keep_in_conflict(const Draft& draft, DraftLine& line, const DraftLine& other,
                      const std::string& declined) {
  if (!line.present()) return;
  if (line.spelling->state == SpellingState::ambiguous) {
    line.keep(Reason::spellings_conflict, std::string(kStandsTwice) + declined);
    return;
  }
  if (!line.spelling->has_value()) {
    line.keep(Reason::twin_unusable, "its other spelling does not say one thing");
    return;
  }
  std::string differs = "differs from " + std::string(other.spelling->name) + declined;
  if (line.spelling->loopback_replaced && draft.says_one_usable_thing(line)) {
    // The option applies to each value, whichever of the two was meant.
    line.set(line.spelling->value, Reason::option_loopback_proxy,
             text::concatenated({kLoopbackReplaced, "; ", differs}));
  } else {
    line.keep(Reason::spellings_conflict, std::move(differs));
  }
}

void plan_conflict(const Pair& pair) {
  std::string declined;
  if (const auto preferred = pair.draft.policy.prefer) {
    DraftLine& winner = *preferred == Case::lower ? pair.lower : pair.upper;
    DraftLine& loser = *preferred == Case::lower ? pair.upper : pair.lower;
    declined = why_not_preferred(pair.draft, winner);
    if (declined.empty()) {
      keep_or_repair(pair.draft, winner);
      loser.set(winner.spelling->value, Reason::preferred_spelling,
                "--prefer decides for " + std::string(winner.spelling->name));
      return;
    }
  }
  keep_in_conflict(pair.draft, pair.lower, pair.upper, declined);
  keep_in_conflict(pair.draft, pair.upper, pair.lower, declined);
}

bool is_in_conflict(const Spelling& lower, const Spelling& upper) {
  return lower.state == SpellingState::ambiguous || upper.state == SpellingState::ambiguous ||
         (lower.has_value() && upper.has_value() && lower.key != upper.key);
}

// First match wins. A conflict comes first, because no repair and no copy may hide it. All later
// rows assume that the spellings do not contradict each other.
void plan_values(const Pair& pair) {
  const Spelling& lower = *pair.lower.spelling;
  const Spelling& upper = *pair.upper.spelling;
  if (is_in_conflict(lower, upper)) {
    plan_conflict(pair);
  } else if (lower.has_value() && upper.has_value()) {
    keep_or_repair(pair.draft, pair.lower);
    keep_or_repair(pair.draft, pair.upper);
  } else if (lower.has_value()) {
    keep_or_repair(pair.draft, pair.lower);
    fill(pair.draft, pair.upper, pair.lower);
  } else if (upper.has_value()) {
    keep_or_repair(pair.draft, pair.upper);
    fill(pair.draft, pair.lower, pair.upper);
  } else {
    keep_or_remove(pair.draft, pair.lower);
    keep_or_remove(pair.draft, pair.upper);
  }
}

}  // namespace

void plan_pair(Draft& draft, Family family) {
  const Pair pair{draft, draft.line(family, Case::lower), draft.line(family, Case::upper)};
  const bool upper_counts = draft.spellings.counts(family, Case::upper);
  if (upper_counts) {
    plan_values(pair);
  } else {
    plan_http_in_cgi(pair.draft, pair.lower, pair.upper);
  }
  // This also applies if the only spelling had no content and is removed: it then counts as unset.
  const bool nothing_stays =
      !pair.lower.value_after() && !(upper_counts && pair.upper.value_after());
  if (nothing_stays) produce_from_options(draft, family);
}

}  // namespace proxyenv
