// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/lookup.hpp"

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

}  // namespace proxyenv::clients
