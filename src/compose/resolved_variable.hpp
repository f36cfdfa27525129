// SPDX-License-Identifier: Apache-2.0
// A variable of the shell or of docker/.env, looked up in Compose's order.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sources/compose_env.hpp"
#include "sources/interpolation.hpp"

namespace proxyenv::compose {

struct ResolvedVariable {
  std::string value;
  // The entry in `env`; null if the variable comes from the shell. Valid as long as `env` is.
  const sources::ComposeVariable* in_env_file = nullptr;
};

// A variable as Compose sees it: the shell overrides .env, even with an empty value.
[[nodiscard]] std::optional<ResolvedVariable> resolve_variable(std::string_view name,
                                                               const sources::Lookup& shell,
                                                               const sources::ComposeEnv& env);

// The same for a variable that replaces an option of `proxyenv dify`. An empty variable then counts
// as unset, because an empty option has no meaning. An empty variable of the shell still hides the
// one in .env.
[[nodiscard]] std::optional<ResolvedVariable> resolve_nonempty_variable(
    std::string_view name, const sources::Lookup& shell, const sources::ComposeEnv& env);

}  // namespace proxyenv::compose
