// SPDX-License-Identifier: Apache-2.0
#include "core/finding_name.hpp"

#include <algorithm>
#include <vector>

#include "text/suggestion.hpp"

namespace proxyenv {

Result<FindingKind> finding_named(std::string_view name) {
  // The table is sorted by name, as finding.cpp checks.
  const auto* const row = std::lower_bound(
      kFindings.begin(), kFindings.end(), name,
      [](const FindingRow& each, std::string_view wanted) { return each.name < wanted; });
  if (row != kFindings.end() && row->name == name) return row->kind;
  std::vector<std::string_view> names;
  for (const FindingRow& each : kFindings) names.push_back(each.name);
  return fail("no finding has that name" + did_you_mean(name, names));
}

}  // namespace proxyenv
