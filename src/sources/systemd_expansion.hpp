// SPDX-License-Identifier: Apache-2.0
// References in the values of environment.d (environment.d(5); replace_env_full() of systemd 252,
// src/basic/env-util.c): $NAME, ${NAME}, ${NAME:-default}, ${NAME:+other}, and `$$` for `$`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sources/entries.hpp"

namespace proxyenv::sources {

// The value with its references replaced. No value if it refers to a name that `known` has not:
// then the environment of the user's manager decides. Nor where it is nested too deeply, or grows
// longer than a variable can be.
[[nodiscard]] std::optional<std::string> expanded_by_systemd(std::string_view value,
                                                             const Assignments& known);

}  // namespace proxyenv::sources
