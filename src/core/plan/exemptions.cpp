// SPDX-License-Identifier: Apache-2.0
#include "core/plan/exemptions.hpp"

#include <algorithm>

#include "core/comparison_key.hpp"
#include "core/no_proxy.hpp"
#include "core/repair_list.hpp"

namespace proxyenv {

namespace {

bool some_list_exempts_everything(const ProxyVariables::Values& lists) {
  return std::any_of(lists.begin(), lists.end(), exempts_everything);
}

// If --prefer replaces the list that holds `*`, and --only lets it be written, the new value
// decides.
bool exempts_everything_after(const Draft& draft, const DraftLine& line) {
  const bool replaced = line.action == Action::set && draft.policy.only.holds(Family::no);
  return replaced ? exempts_everything(line.after)
                  : some_list_exempts_everything(line.spelling->raw);
}

// Clients see only the first entry of a name. Tells whether some list differs from the first
// lower-case one, or cannot be read.
bool in_doubt(const ProxyVariables::Values& lower, const ProxyVariables::Values& upper) {
  const std::string seen =
      comparison_key_of_list(lower.empty() ? std::string_view() : lower.front());
  for (const ProxyVariables::Values* lists : {&lower, &upper}) {
    for (const std::string_view list : *lists) {
      const RepairedList repaired = repair_list(list);
      if (repaired.defect != ListDefect::none) return true;
      const bool says_something = !list.empty() && !repaired.blank;
      if (says_something && comparison_key_of_list(list) != seen) return true;
    }
  }
  return false;
}

}  // namespace

bool everything_is_exempt(const Draft& draft) {
  return exempts_everything_after(draft, draft.line(Family::no, Case::lower)) ||
         exempts_everything_after(draft, draft.line(Family::no, Case::upper));
}

bool everything_is_exempt_for(const Draft& draft, Family family) {
  const auto& grpc_lists = draft.spellings.of(Family::no_grpc, Case::lower).raw;
  if (family != Family::grpc || grpc_lists.empty()) return everything_is_exempt(draft);
  return some_list_exempts_everything(grpc_lists);
}

bool exemptions_in_doubt_as_planned(const Draft& draft) {
  return in_doubt(draft.line(Family::no, Case::lower).values_after(),
                  draft.line(Family::no, Case::upper).values_after());
}

bool exemptions_in_doubt_as_written(const Draft& draft) {
  if (draft.policy.only.holds(Family::no)) return exemptions_in_doubt_as_planned(draft);
  return in_doubt(draft.spellings.of(Family::no, Case::lower).raw,
                  draft.spellings.of(Family::no, Case::upper).raw);
}

}  // namespace proxyenv
