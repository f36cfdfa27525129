// SPDX-License-Identifier: Apache-2.0
#include "sources/amount.hpp"

#include <set>
#include <string_view>

#include "core/family.hpp"

namespace proxyenv::sources {

AmountRead operator+(const AmountRead& amount, const SourceEnvironment& environment) {
  std::set<std::string_view> is_set;
  for (const char* const entry : environment.environment.entries()) {
    const auto variable = split_entry(entry);
    if (variable && find_family(variable->name) != nullptr) is_set.insert(variable->name);
  }
  std::set<std::string_view> is_unknown;
  for (const PlacedFinding& remark : environment.remarks) {
    const std::string_view name = remark.finding.variable;
    const bool is_about_value = remark.finding.kind == FindingKind::value_not_known;
    if (is_about_value && find_family(name) != nullptr) is_unknown.insert(name);
  }
  AmountRead sum = amount;
  ++sum.environments;
  sum.entries += environment.environment.entries().size();
  sum.proxy_variables += is_set.size();
  sum.unknown_values += is_unknown.size();
  return sum;
}

}  // namespace proxyenv::sources
