// SPDX-License-Identifier: Apache-2.0
#include "sources/describe.hpp"

#include <algorithm>

#include "core/family.hpp"

namespace proxyenv::sources {

namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

bool is_proxy_variable(std::string_view name) {
  return std::any_of(kFamilies.begin(), kFamilies.end(),
                     [&](const FamilyRow& row) { return name == row.lower || name == row.upper; });
}

}  // namespace

Amount operator+(const Amount& amount, const SourceEnvironment& environment) {
  Amount sum = amount;
  ++sum.environments;
  for (const char* const entry : environment.environment.entries()) {
    ++sum.entries;
    const auto variable = split_entry(entry);
    if (variable && is_proxy_variable(variable->name)) ++sum.proxy_variables;
  }
  return sum;
}

std::string describe(std::string_view name, std::optional<Format> format, const Amount& amount) {
  std::string text = amount.proxy_variables == 0
                         ? "no proxy variable is set"
                         : counted(amount.proxy_variables, "proxy variable", "proxy variables");
  text.append(" among ").append(counted(amount.entries, "entry", "entries"));
  if (amount.environments > 1) {
    text.append(" in ").append(std::to_string(amount.environments)).append(" environments");
  }
  text.append(" of ").append(name.empty() ? "the environment" : name);
  if (format) text.append(", read as ").append(row_of(*format).what);
  return text;
}

}  // namespace proxyenv::sources
