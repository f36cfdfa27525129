// SPDX-License-Identifier: Apache-2.0
#include "core/plan/list_rules.hpp"

#include <algorithm>

#include "core/no_proxy.hpp"
#include "core/plan/exemptions.hpp"
#include "core/portable_list.hpp"
#include "core/repair_list.hpp"

namespace proxyenv {

namespace {

bool stays_with_empty_duplicate(const Draft& draft, const DraftLine& line) {
  return line.action == Action::keep && draft.keeps_empty_duplicate(line);
}

// A list that holds `*` needs no change. If one spelling stays in the environment twice, once
// empty, changing the other spelling would make the two differ.
bool lists_can_be_changed(const Draft& draft) {
  return !everything_is_exempt(draft) &&
         !stays_with_empty_duplicate(draft, draft.line(Family::no, Case::lower)) &&
         !stays_with_empty_duplicate(draft, draft.line(Family::no, Case::upper));
}

// A name that is there twice with different values stays unchanged, because no single value would
// keep both. A spelling without a value, whose other spelling has one (kept empty, or not to be
// filled), also stays unchanged: otherwise the additions would look like the whole list.
bool can_be_extended(const DraftLine& line, const DraftLine& other) {
  const bool says_nothing = !line.spelling->has_value() && line.action != Action::set;
  return !line.stays_ambiguous() && !(says_nothing && other.spelling->has_value());
}

void extend(DraftLine& line, const std::vector<std::string>& additions) {
  const std::string before = line.extendable_value();
  std::string extended = with_entries(before, additions);
  if (line.action == Action::set) {
    line.after = std::move(extended);
    line.detail.append("; extended by --exempt");
  } else if (extended != before) {
    line.set(std::move(extended), Reason::option_exempt, "extended by --exempt");
  }
}

// HTTP_PROXY does not count in a CGI process: a request header can set it.
bool has_proxy(const Draft& draft) {
  const auto has_value = [&](Family family, Case letter_case) {
    return draft.spellings.counts(family, letter_case) &&
           draft.spellings.of(family, letter_case).has_value();
  };
  return draft.policy.proxy ||
         std::any_of(kFamilies.begin(), kFamilies.end(), [&](const FamilyRow& row) {
           return !row.is_list &&
                  (has_value(row.family, Case::lower) || has_value(row.family, Case::upper));
         });
}

// Whether an option may write the list in another way. It stays if the line was kept for a reason,
// or if the list needs a repair.
bool can_be_rewritten(const DraftLine& line, const std::string& before) {
  const bool stays =
      line.present() && line.action == Action::keep && line.reason != Reason::already_consistent;
  if (stays) return false;
  const RepairedList repaired = repair_list(before);
  return repaired.defect == ListDefect::none && repaired.value == before;
}

void rewrite(DraftLine& line, std::string value, Reason reason, std::string_view what) {
  const bool is_set = line.action == Action::set;
  std::string detail = is_set ? line.detail + "; " : std::string();
  line.set(std::move(value), is_set ? line.reason : reason, detail.append(what));
}

}  // namespace

void extend_exemptions(Draft& draft) {
  if (draft.policy.exempt.empty() || !lists_can_be_changed(draft)) return;
  DraftLine& lower = draft.line(Family::no, Case::lower);
  DraftLine& upper = draft.line(Family::no, Case::upper);
  if (can_be_extended(lower, upper)) extend(lower, draft.policy.exempt);
  if (can_be_extended(upper, lower)) extend(upper, draft.policy.exempt);
}

void make_lists_portable(Draft& draft) {
  if (!draft.policy.portable || !lists_can_be_changed(draft)) return;
  DraftLine& lower = draft.line(Family::no, Case::lower);
  DraftLine& upper = draft.line(Family::no, Case::upper);
  const bool proxied = has_proxy(draft);
  // A new list is made if no list stays, not even an empty one.
  const bool new_list = proxied && !lower.value_after() && !upper.value_after();
  std::vector<std::string> loopback;
  if (proxied) loopback = {"localhost", "127.0.0.1"};
  for (DraftLine* line : {&lower, &upper}) {
    const std::string before(line->value_after().value_or(""));
    if (before.empty() && !new_list) continue;
    if (!can_be_rewritten(*line, before)) continue;
    std::string portable = with_entries(portable_list(before), loopback);
    if (portable == before) continue;
    rewrite(*line, std::move(portable), Reason::option_portable, "rewritten by --portable");
  }
}

void leave_out_entries(Draft& draft) {
  if (!draft.policy.leave_out_ipv6_networks || !lists_can_be_changed(draft)) return;
  for (const Case letter_case : {Case::lower, Case::upper}) {
    DraftLine& line = draft.line(Family::no, letter_case);
    const std::string before(line.value_after().value_or(""));
    if (!can_be_rewritten(line, before)) continue;
    std::string rest = without_ipv6_networks(before);
    if (rest == before) continue;
    // An empty value is never produced: where nothing remains, there is no list.
    if (rest.empty() && line.present()) {
      line.unset(Reason::option_leave_out, "nothing but IPv6 networks, left out");
    } else if (rest.empty()) {
      line.keep(Reason::already_consistent, {});
    } else {
      rewrite(line, std::move(rest), Reason::option_leave_out, "IPv6 networks left out");
    }
  }
}

}  // namespace proxyenv
