// SPDX-License-Identifier: Apache-2.0
// A variable of the shell or of docker/.env, in the order in which Compose asks them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dify/compose/compose_env.hpp"
#include "dify/compose/interpolation.hpp"

namespace proxyenv::dify {

struct ResolvedVariable {
  std::string value;
  // Where it stands in `env`; null where the shell has it. Valid as long as `env` is.
  const ComposeVariable* in_env_file = nullptr;
};

// A variable as Compose sees it: the shell's wins over .env, even where it is empty.
[[nodiscard]] std::optional<ResolvedVariable> resolve_variable(std::string_view name,
                                                               const Lookup& shell,
                                                               const ComposeEnv& env);

// The same for a variable that stands for an option of `proxyenv dify`. There an empty one counts
// as not set, for an empty option would mean nothing. An empty one of the shell still hides the one
// in .env.
[[nodiscard]] std::optional<ResolvedVariable> resolve_nonempty_variable(std::string_view name,
                                                                        const Lookup& shell,
                                                                        const ComposeEnv& env);

}  // namespace proxyenv::dify
