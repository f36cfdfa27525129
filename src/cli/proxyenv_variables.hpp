// SPDX-License-Identifier: Apache-2.0
// Finds the PROXYENV_ variables, removes them from the command's environment, and makes a policy
// from them and the options of the command line.
#pragma once

#include <string_view>
#include <vector>

#include "cli/command_line.hpp"
#include "core/environment.hpp"
#include "core/policy.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

// The names of our own variables.
[[nodiscard]] std::vector<std::string_view> own_variable_names();

// Our own variables: the entries whose names are in the table. Other PROXYENV_ names do not count,
// because Kubernetes makes PROXYENV_SERVICE_HOST and more for a Service called proxyenv.
[[nodiscard]] Environment own_variables(const Environment& environment);

// The environment without them.
[[nodiscard]] Environment without_own_variables(const Environment& environment);

// The result of options and variables together.
struct Settings {
  Policy policy;
  bool strict = false;
  bool quiet = false;
  bool verbose = false;
};

// The command line overrides variables. An empty variable counts as unset. A bad value is an Error
// that names the option or variable. `own`: what own_variables() returned.
[[nodiscard]] Result<Settings> read_settings(const GivenOptions& given, const Environment& own);

// PROXYENV_OFF is read separately: if it is on, the other variables are not read at all.
[[nodiscard]] Result<bool> is_switched_off(const Environment& own);

}  // namespace proxyenv::cli
