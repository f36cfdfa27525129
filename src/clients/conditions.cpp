// SPDX-License-Identifier: Apache-2.0
#include "clients/conditions.hpp"

#include <algorithm>
#include <string>

#include "text/ascii.hpp"

namespace proxyenv {

namespace {

std::string comparable(std::string_view name) {
  std::string text = ascii::lowered(name);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

}  // namespace

std::optional<Condition> find_condition(std::string_view name) {
  const std::string wanted = comparable(name);
  const auto* const row =
      std::find_if(kConditions.begin(), kConditions.end(),
                   [&](const ConditionRow& it) { return comparable(it.name) == wanted; });
  return row == kConditions.end() ? std::nullopt : std::optional(row->condition);
}

}  // namespace proxyenv
