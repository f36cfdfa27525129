// SPDX-License-Identifier: Apache-2.0
// How clients look for a variable that has several names. Clients differ in how they treat an empty
// value. The names must outlive the answer, as literals do; its value is a view into the
// environment.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "core/environment.hpp"

namespace proxyenv::clients {

using Names = std::initializer_list<std::string_view>;

// The first name that is set and not empty.
[[nodiscard]] std::optional<Variable> first_set(const Environment& environment, Names names);

// The first name that is set, empty or not.
[[nodiscard]] std::optional<Variable> first_present(const Environment& environment, Names names);

// The last name that is set, empty or not.
[[nodiscard]] std::optional<Variable> last_present(const Environment& environment, Names names);

// The last variable of that name in any case, empty or not. `lowered` is in lower case. Its name is
// as spelled in the environment.
[[nodiscard]] std::optional<Variable> last_in_any_case(const Environment& environment,
                                                       std::string_view lowered);

}  // namespace proxyenv::clients
