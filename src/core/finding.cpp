// SPDX-License-Identifier: Apache-2.0
#include "core/finding.hpp"

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

}  // namespace proxyenv
