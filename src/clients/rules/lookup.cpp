// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/lookup.hpp"

#include "text/ascii.hpp"

namespace proxyenv::clients {

std::optional<Variable> first_set(const Environment& environment, Names names) {
  for (const std::string_view name : names) {
    const auto value = environment.find(name);
    if (value && !value->empty()) return Variable{name, *value};
  }
  return std::nullopt;
}

std::optional<Variable> first_present(const Environment& environment, Names names) {
  for (const std::string_view name : names) {
    if (const auto value = environment.find(name)) return Variable{name, *value};
  }
  return std::nullopt;
}

std::optional<Variable> last_present(const Environment& environment, Names names) {
  std::optional<Variable> last;
  for (const std::string_view name : names) {
    if (const auto value = environment.find(name)) last = Variable{name, *value};
  }
  return last;
}

std::optional<Variable> last_in_any_case(const Environment& environment, std::string_view lowered) {
  std::optional<Variable> found;
  for (const char* const entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable || !ascii::equal_ignoring_case(variable->name, lowered)) continue;
    const auto value = environment.find(variable->name);
    found = Variable{variable->name, value.value_or(variable->value)};
  }
  return found;
}

}  // namespace proxyenv::clients
