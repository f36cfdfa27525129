// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include "core/plan/plan.hpp"

namespace proxyenv {

Environment apply(const Environment& environment, const Plan& plan) {
  std::vector<Edit> edits;
  for (const Change& change : plan.changes) {
    if (change.action == Action::keep) continue;
    Edit edit{change.variable, std::nullopt};
    if (change.after) edit.value = change.after->with_credentials();
    edits.push_back(std::move(edit));
  }
  return edits.empty() ? environment : edited(environment, edits);
}

}  // namespace proxyenv
