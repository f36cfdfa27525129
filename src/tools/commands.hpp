// SPDX-License-Identifier: Apache-2.0
// The commands of proxyenv-tools. A command returns the exit status; whatever went wrong has been
// said on standard error by then.
#pragma once

#include "cli/dify_options.hpp"
#include "core/environment.hpp"

namespace proxyenv::tools {

// `dify init`, with --dry-run and --uninstall.
[[nodiscard]] int dify_init(const cli::DifyCommandLine& line, const Environment& environment);

// `dify verify`. Exit status 1 where a finding is a warning: something is not as configured, or
// nothing is proven.
[[nodiscard]] int dify_verify(const cli::DifyCommandLine& line, const Environment& environment);

}  // namespace proxyenv::tools
