// SPDX-License-Identifier: Apache-2.0
#include "core/plan/remaining_findings.hpp"

#include <algorithm>

#include "core/examine.hpp"

namespace proxyenv {

namespace {

const FamilyRow& family_of(std::string_view variable) {
  return *std::find_if(kFamilies.begin(), kFamilies.end(), [&](const FamilyRow& row) {
    return variable == row.lower || variable == row.upper;
  });
}

std::vector<Finding> filled_empties(const Draft& draft) {
  std::vector<Finding> findings;
  for (const auto& family : draft.lines) {
    for (const DraftLine& line : family) {
      if (line.action != Action::set || line.reason != Reason::empty_spelling) continue;
      findings.push_back({FindingKind::empty_filled, line.spelling->name,
                          std::string(line.spelling->name) + " " + line.detail});
    }
  }
  return findings;
}

}  // namespace

std::vector<Finding> remaining_findings(const Draft& draft, ProxyVariables after) {
  std::vector<Finding> findings = filled_empties(draft);
  for (Finding& finding : examine(Spellings(std::move(after), true))) {
    const FamilyRow& row = family_of(finding.variable);
    if (row.is_list || draft.policy.only.holds(row.family)) findings.push_back(std::move(finding));
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return family_of(a.variable).family < family_of(b.variable).family;
  });
  return findings;
}

}  // namespace proxyenv
