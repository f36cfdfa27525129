// SPDX-License-Identifier: Apache-2.0
// The commands of proxyenv-tools, one file each. A command returns the exit status; whatever went
// wrong has been said on standard error by then.
#pragma once

#include "cli/dify_options.hpp"
#include "core/environment.hpp"

namespace proxyenv::tools {

[[nodiscard]] int dify_init(const cli::DifyCommandLine& line, const Environment& environment);

}  // namespace proxyenv::tools
