// SPDX-License-Identifier: Apache-2.0
// The plan is the complete answer. It has one line for each proxy variable that is present or
// produced, in the order of kFamilies, lower case first. Then it has one for each requested
// variable of --also that is present or produced, in the order of kToldClients. Reasons and details
// are for people; apply() never looks at them. Pure: the same environment and policy give the same
// plan.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/environment.hpp"
#include "core/family.hpp"
#include "core/finding.hpp"
#include "core/plan/reason.hpp"
#include "core/policy.hpp"
#include "core/setting_value.hpp"

namespace proxyenv {

enum class Action { keep, set, unset };

[[nodiscard]] std::string_view to_string(Action action);

struct Change {
  std::string_view variable;  // a name from kFamilies or kToldClients
  std::string_view family;    // the name of its row there
  Action action;
  std::optional<SettingValue> before;  // the first entry of the name
  std::optional<SettingValue> after;
  Reason reason;
  std::string detail;  // a clause for people; redacted

  friend bool operator==(const Change&, const Change&) = default;
};

struct Plan {
  std::vector<Change> changes;
  // What is left to know once the plan is applied, and the variables that were set but empty and
  // that the plan fills.
  std::vector<Finding> findings;
};

[[nodiscard]] Plan make_plan(const Environment& environment, const Policy& policy);

// The environment that the plan describes. Entries that it does not name are the same bytes in the
// same place; produced variables are at the end.
[[nodiscard]] Environment apply(const Environment& environment, const Plan& plan);

}  // namespace proxyenv
