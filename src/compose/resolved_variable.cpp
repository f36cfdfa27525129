// SPDX-License-Identifier: Apache-2.0
#include "compose/resolved_variable.hpp"

#include <utility>

namespace proxyenv::compose {

std::optional<ResolvedVariable> resolve_variable(std::string_view name,
                                                 const sources::Lookup& shell,
                                                 const sources::ComposeEnv& env) {
  if (auto value = shell(name)) return ResolvedVariable{std::move(*value), nullptr};
  const sources::ComposeVariable* found = env.find_variable(name);
  if (found == nullptr) return std::nullopt;
  return ResolvedVariable{found->value, found};
}

std::optional<ResolvedVariable> resolve_nonempty_variable(std::string_view name,
                                                          const sources::Lookup& shell,
                                                          const sources::ComposeEnv& env) {
  auto found = resolve_variable(name, shell, env);
  if (found && found->value.empty()) return std::nullopt;
  return found;
}

}  // namespace proxyenv::compose
