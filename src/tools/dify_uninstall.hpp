// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init --uninstall`.
#pragma once

#include <string>

#include "cli/dify_options.hpp"
#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv::tools {

// Removes all files that init wrote into the folder, or none, and prints their names. The caller
// must hold the folder's lock, unless --dry-run is given.
[[nodiscard]] Result<void> uninstall(const cli::DifyCommandLine& line,
                                     const Environment& environment, const std::string& folder);

}  // namespace proxyenv::tools
