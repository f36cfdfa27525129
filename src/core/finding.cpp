// SPDX-License-Identifier: Apache-2.0
#include "core/finding.hpp"

#include <algorithm>

#include "core/family.hpp"

namespace proxyenv {

namespace {
constexpr bool rows_stand_at_their_index() {
  for (std::size_t i = 0; i < kFindings.size(); ++i) {
    if (static_cast<std::size_t>(kFindings[i].kind) != i) return false;
    if (i > 0 && kFindings[i - 1].name >= kFindings[i].name) return false;
  }
  return true;
}
static_assert(rows_stand_at_their_index(), "row_of() indexes the table, which is sorted by name");

// The place of a variable in reports.
std::size_t place_of(std::string_view variable) {
  std::size_t place = 0;
  for (const FamilyRow& row : kFamilies) {
    if (variable == row.lower) return place;
    if (variable == row.upper) return place + 1;
    place += 2;
  }
  return place;
}
}  // namespace

const FindingRow& row_of(FindingKind kind) {
  return kFindings[static_cast<std::size_t>(kind)];
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

void add_finding(std::vector<Finding>& findings, FindingKind kind, std::string_view variable,
                 std::string_view clause) {
  findings.push_back({kind, variable, std::string(variable).append(" ").append(clause)});
}

void sort_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    const Severity of_a = row_of(a.kind).severity;
    const Severity of_b = row_of(b.kind).severity;
    if (of_a != of_b) return of_a > of_b;
    return place_of(a.variable) < place_of(b.variable);
  });
}

}  // namespace proxyenv
