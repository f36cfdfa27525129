// SPDX-License-Identifier: Apache-2.0
// PROXYENV_ variables: finding them, taking them out of the command's environment, and turning
// them, together with the options of the command line, into a policy.
#pragma once

#include "cli/command_line.hpp"
#include "core/environment.hpp"
#include "core/policy.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

// Our own variables: the entries whose names stand in the table, and no other PROXYENV_ name
// (Kubernetes makes PROXYENV_SERVICE_HOST and more for a Service called proxyenv).
[[nodiscard]] Environment own_variables(const Environment& environment);

// The environment without them.
[[nodiscard]] Environment without_own_variables(const Environment& environment);

// What options and variables together ask for.
struct Settings {
  Policy policy;
  bool strict = false;
  bool quiet = false;
  bool verbose = false;
};

// The command line wins; an empty variable counts as unset; a bad value is an Error that names the
// option or variable. `own`: what own_variables() returned.
[[nodiscard]] Result<Settings> read_settings(const GivenOptions& given, const Environment& own);

// PROXYENV_OFF, read apart from the rest: where it is on, the other variables are not looked at.
[[nodiscard]] Result<bool> is_switched_off(const Environment& own);

}  // namespace proxyenv::cli
