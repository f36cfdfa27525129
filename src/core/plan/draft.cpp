// SPDX-License-Identifier: Apache-2.0
#include "core/plan/draft.hpp"

#include <algorithm>

#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"

namespace proxyenv {

void DraftLine::set(std::string value, Reason why, std::string text) {
  const bool unchanged =
      present() && std::all_of(spelling->raw.begin(), spelling->raw.end(),
                               [&](std::string_view raw) { return raw == value; });
  if (unchanged) {
    keep(Reason::already_consistent, "consistent");
    return;
  }
  action = Action::set;
  after = std::move(value);
  reason = why;
  detail = std::move(text);
}

Draft::Draft(const Spellings& read, const Policy& asked) : spellings(read), policy(asked) {
  for (const FamilyRow& row : kFamilies) {
    for (const Case letter_case : {Case::lower, Case::upper}) {
      line(row.family, letter_case).spelling = &spellings.of(row.family, letter_case);
    }
  }
}

const DraftLine* Draft::line_that_exempts_everything() const {
  const DraftLine* produced = nullptr;
  for (const Case letter_case : {Case::lower, Case::upper}) {
    const DraftLine& candidate = line(Family::no, letter_case);
    // Where --prefer replaces the list with the `*`, the other one counts, if it is written at all.
    const bool replaced = candidate.action == Action::set && policy.only.holds(Family::no);
    const auto& raw = candidate.spelling->raw;
    const bool exempts = replaced ? exempts_everything(candidate.after)
                                  : std::any_of(raw.begin(), raw.end(), exempts_everything);
    if (exempts && candidate.present()) return &candidate;
    if (exempts) produced = &candidate;
  }
  return produced;
}

bool Draft::everything_exempt_for(Family family) const {
  const auto& grpc_lists = line(Family::no_grpc, Case::lower).spelling->raw;
  if (family != Family::grpc || grpc_lists.empty()) return everything_exempt();
  return std::any_of(grpc_lists.begin(), grpc_lists.end(), exempts_everything);
}

bool Draft::exemptions_in_doubt(bool as_written) const {
  const bool planned = !as_written || policy.only.holds(Family::no);
  // The values that entries of the name will have, the first one first.
  const auto values = [&](Case letter_case) {
    const DraftLine& candidate = line(Family::no, letter_case);
    if (planned && candidate.action == Action::set) {
      return std::vector<std::string_view>{candidate.after};
    }
    if (planned && candidate.action == Action::unset) return std::vector<std::string_view>{};
    return candidate.spelling->raw;
  };
  const auto lower = values(Case::lower);
  const std::string seen =
      comparison_key_of_list(lower.empty() ? std::string_view() : lower.front());
  for (const Case letter_case : {Case::lower, Case::upper}) {
    for (const std::string_view value : values(letter_case)) {
      const CleanedList cleaned = clean_list(value);
      if (cleaned.defect != ListDefect::none) return true;
      const bool says_something = !value.empty() && !cleaned.blank;
      if (says_something && comparison_key_of_list(value) != seen) return true;
    }
  }
  return false;
}

bool Draft::stays_half_empty(const Spelling& spelling, const FamilyRow& row) const {
  if (!spelling.also_empty) return false;
  return !policy.fill_empty || (row.is_list ? may_fail_httpx(spelling.value)
                                            : !is_plain_http(read_proxy(spelling.value)));
}

void Draft::keep_or_repair(DraftLine& target, Family family) {
  const Spelling& spelling = *target.spelling;
  const FamilyRow& row = row_of(family);
  const bool needs_repair = spelling.repairs != Repair::none;
  if (spelling.loopback_replaced && spelling.state == SpellingState::set &&
      !stays_half_empty(spelling, row)) {
    std::string detail(kLoopbackReplaced);
    if (policy.repair && needs_repair) detail.append(", ").append(describe(spelling.repairs));
    target.set(spelling.value, Reason::option_loopback_proxy, std::move(detail));
  } else if (!policy.repair && needs_repair) {
    target.keep(Reason::repair_off,
                "needs a repair, left (--repair off): " + describe(spelling.repairs));
  } else if (spelling.state == SpellingState::unusable) {
    target.keep(Reason::unusable_value, std::string(describe(spelling.proxy_defect)));
  } else if (row.is_list && spelling.list_defect == ListDefect::unbalanced_quotes) {
    target.keep(Reason::unusable_value, "has quotes that are not pairs round entries");
  } else if (row.is_list && spelling.list_defect == ListDefect::unreadable) {
    target.keep(Reason::unusable_value, "has pieces that are no hosts");
  } else if (row.is_list && spelling.list_defect == ListDefect::exempts_everything) {
    target.keep(Reason::unusable_value,
                "is `*` with something round it, which clients read differently");
  } else if (stays_half_empty(spelling, row)) {
    target.keep(Reason::empty_kept,
                "stands twice, once empty, which is not filled (" +
                    std::string(!policy.fill_empty ? "--empty keep"
                                : row.is_list      ? "httpx may fail on the list"
                                                   : "only http://HOST:PORT is copied") +
                    ")");
  } else if (needs_repair && !row.is_list && everything_exempt_for(family)) {
    // Mended, it would come to life for those that do not understand `*`.
    target.keep(Reason::list_exempts_everything,
                "needs a repair, left: the list exempts every host (`*`)");
  } else if (needs_repair) {
    target.set(spelling.value, Reason::repaired, describe(spelling.repairs));
  } else if (spelling.also_empty) {
    target.set(spelling.value, Reason::empty_spelling, "stood twice, once empty; filled");
  } else {
    const bool is_for_lower_readers = !row.is_list && spelling.name == row.lower &&
                                      !row.lower_only_readers.empty() &&
                                      read_proxy(spelling.value).url.scheme != "http";
    target.keep(Reason::already_consistent,
                is_for_lower_readers
                    ? "kept, but " + std::string(row.lower_only_readers) + " cannot use it"
                    : "consistent");
  }
}

}  // namespace proxyenv
