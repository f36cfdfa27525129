// SPDX-License-Identifier: Apache-2.0
#include "sources/describe.hpp"

#include "core/family.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

Amount operator+(const Amount& amount, const SourceEnvironment& environment) {
  Amount sum = amount;
  ++sum.environments;
  for (const char* const entry : environment.environment.entries()) {
    ++sum.entries;
    const auto variable = split_entry(entry);
    if (variable && find_family(variable->name) != nullptr) ++sum.proxy_variables;
  }
  for (const PlacedFinding& remark : environment.remarks) {
    const bool is_unknown = remark.finding.kind == FindingKind::value_not_known;
    if (is_unknown && find_family(remark.finding.variable) != nullptr) ++sum.unknown_values;
  }
  return sum;
}

std::string describe(std::string_view name, std::optional<Format> format, const Amount& amount) {
  const bool is_unknown = amount.unknown_values > 0;
  std::string text;
  if (amount.proxy_variables > 0) {
    text = text::counted(amount.proxy_variables, "proxy variable", "proxy variables");
  } else if (!is_unknown) {
    text = "no proxy variable is set";
  }
  if (is_unknown) {
    text.append(text.empty() ? "" : ", and ");
    text.append(text::counted(amount.unknown_values, "proxy variable whose value is not known,",
                              "proxy variables whose values are not known,"));
  }
  text.append(" among ").append(text::counted(amount.entries, "entry", "entries"));
  if (amount.environments > 1) {
    text.append(" in ").append(std::to_string(amount.environments)).append(" environments");
  }
  text.append(" of ").append(name.empty() ? "the environment" : name);
  if (format) text.append(", read as ").append(row_of(*format).what);
  return text;
}

}  // namespace proxyenv::sources
