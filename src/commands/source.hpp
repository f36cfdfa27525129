// SPDX-License-Identifier: Apache-2.0
// The environment that show, check and explain look at: that of proxyenv itself, that of --pid N,
// or that of --env-file FILE.
#pragma once

#include "commands/commands.hpp"
#include "core/policy.hpp"

namespace proxyenv::commands {

struct Source {
  Environment environment;  // without our own variables
  // Made from the options and from the PROXYENV_ variables of that same environment, because these
  // decide what run would do in it.
  Policy policy;
};

[[nodiscard]] Result<Source> read_source(const Invocation& invocation);

}  // namespace proxyenv::commands
