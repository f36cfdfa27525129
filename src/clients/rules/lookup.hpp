// SPDX-License-Identifier: Apache-2.0
// How clients look for a variable of which they know several names. They differ in what an empty
// value means to them. The names must outlive the answer, as literals do; its value is a view into
// the environment.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "core/environment.hpp"

namespace proxyenv::clients {

using Names = std::initializer_list<std::string_view>;

// The first of the names that has a value; an empty one counts as none.
[[nodiscard]] std::optional<Variable> first_set(const Environment& environment, Names names);

// The first of the names that exists, empty or not.
[[nodiscard]] std::optional<Variable> first_present(const Environment& environment, Names names);

// The last of the names that exists, empty or not.
[[nodiscard]] std::optional<Variable> last_present(const Environment& environment, Names names);

}  // namespace proxyenv::clients
