// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init --uninstall`.
#pragma once

#include "cli/dify_options.hpp"
#include "core/environment.hpp"
#include "text/result.hpp"
#include "tools/dify_folder.hpp"

namespace proxyenv::tools {

// Removes what init wrote into the folder, all of it or nothing, and prints what. The caller must
// hold the folder's lock, unless --dry-run is given. `was_killed`: whether something was left of an
// earlier call that was killed. Then there was something to remove, even if all files are gone.
[[nodiscard]] Result<void> uninstall(const cli::DifyCommandLine& line,
                                     const Environment& environment, const DifyFolder& folder,
                                     bool was_killed);

}  // namespace proxyenv::tools
