// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init --helm RELEASE`: writes the files for a chart and says what to run.
#pragma once

#include "cli/dify_options.hpp"
#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv::tools {

// Writes into the folder `proxyenv` below that of --dir; with --dry-run it prints instead. An Error
// says why nothing was written. No cluster is asked.
[[nodiscard]] Result<void> set_up_chart(const cli::DifyCommandLine& line,
                                        const Environment& environment);

}  // namespace proxyenv::tools
