// SPDX-License-Identifier: Apache-2.0
// The commands of proxyenv-tools. A command returns the exit status, and prints its errors on
// standard error.
#pragma once

#include "cli/dify_options.hpp"
#include "core/environment.hpp"

namespace proxyenv::tools {

// `dify init`, with --dry-run and --uninstall.
[[nodiscard]] int dify_init(const cli::DifyCommandLine& line, const Environment& environment);

// `dify verify`. Exit status 1 if a finding is a warning: a request did not go as configured, or
// the log proves nothing.
[[nodiscard]] int dify_verify(const cli::DifyCommandLine& line, const Environment& environment);

}  // namespace proxyenv::tools
