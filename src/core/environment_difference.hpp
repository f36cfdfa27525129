// SPDX-License-Identifier: Apache-2.0
// What differs between two environments in the proxy variables. Pure. Values that may hold
// credentials are compared whole, and the answer tells no piece of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/environment.hpp"
#include "core/redaction.hpp"
#include "core/setting_value.hpp"

namespace proxyenv {

enum class DifferenceKind {
  only_in_a,
  only_in_b,
  other_value,
  other_credentials,    // the same proxy, with another user or password, or with none
  written_differently,  // means the same, once it is repaired
  not_known,            // set in A or B, to a value that the source does not hold
};

// The name in JSON: "only_in_a".
[[nodiscard]] std::string_view to_string(DifferenceKind kind);

struct VariableDifference {
  std::string_view variable;  // a name from kFamilies or kToldClients
  DifferenceKind kind;
  std::optional<SettingValue> a;  // the first entry of the name; no value where it is not set
  std::optional<SettingValue> b;
  std::string detail;  // a clause for people; redacted, not escaped
  bool is_unknown_in_a = false;
  bool is_unknown_in_b = false;
};

struct EnvironmentDifference {
  std::vector<VariableDifference> differences;  // in the order of kFamilies, lower case first
  std::size_t same = 0;                         // variables that are set in both, with equal bytes
};

// Names of proxy variables that a source sets, to values that it does not hold. Whether such a
// variable differs cannot be told, so it is never the same.
struct UnknownVariables {
  std::vector<std::string_view> a;
  std::vector<std::string_view> b;
};

// Variables of kFamilies count, and those of kToldClients as far as they tell a client of a proxy:
// JAVA_TOOL_OPTIONS with another -Xmx says the same. `lists`: of all lists that those of the two
// were made from.
[[nodiscard]] EnvironmentDifference compare_environments(const Environment& a, const Environment& b,
                                                         const ListDisclosure& lists = {},
                                                         const UnknownVariables& unknown = {});

// Whether entries of the lists of both may be shown: the lists of both decide it together, because
// one of them may have been made from the other.
[[nodiscard]] ListDisclosure disclosure_of_both(const Environment& a, const Environment& b);

}  // namespace proxyenv
