// SPDX-License-Identifier: Apache-2.0
#include "core/plan/remaining_findings.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/examine.hpp"

namespace proxyenv {

namespace {

bool belongs_to(const Finding& finding, const FamilyRow& row) {
  return finding.variable == row.lower || finding.variable == row.upper;
}

bool belongs_to_none(const Finding& finding) {
  return std::none_of(kFamilies.begin(), kFamilies.end(),
                      [&](const FamilyRow& row) { return belongs_to(finding, row); });
}

void append_filled_empties(std::vector<Finding>& findings, const Draft& draft, Family family) {
  for (const Case letter_case : {Case::lower, Case::upper}) {
    const DraftLine& line = draft.line(family, letter_case);
    if (line.action != Action::set || line.reason != Reason::empty_spelling) continue;
    findings.push_back({FindingKind::empty_filled, line.spelling->name,
                        std::string(line.spelling->name) + " " + line.detail});
  }
}

}  // namespace

std::vector<Finding> remaining_findings(const Draft& draft, ProxyVariables after) {
  std::vector<Finding> found = examine(Spellings(std::move(after), {.repair = true}));
  std::vector<Finding> findings;
  for (const FamilyRow& row : kFamilies) {
    append_filled_empties(findings, draft, row.family);
    if (!row.is_list && !draft.policy.only.holds(row.family)) continue;
    for (Finding& finding : found) {
      if (belongs_to(finding, row)) findings.push_back(std::move(finding));
    }
  }
  for (Finding& finding : found) {
    if (belongs_to_none(finding)) findings.push_back(std::move(finding));
  }
  sort_findings(findings);
  return findings;
}

}  // namespace proxyenv
