// SPDX-License-Identifier: Apache-2.0
// SOURCE of show, check and explain: the own environment, --pid N, or --env-file FILE.
#pragma once

#include "commands/commands.hpp"
#include "core/policy.hpp"

namespace proxyenv::commands {

struct Source {
  Environment environment;  // without our own variables
  // PROXYENV_ variables count from the environment looked at: they decide what run does there.
  Policy policy;
};

[[nodiscard]] Result<Source> read_source(const Invocation& invocation);

}  // namespace proxyenv::commands
