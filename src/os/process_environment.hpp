// SPDX-License-Identifier: Apache-2.0
// Reads the environment of another process, for show, check and explain. proxyenv's own environment
// is the one that the kernel passed to main().
#pragma once

#include <string>

#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// The environment that process `pid` was started with (its last execve), from /proc. What the
// process changed later in its own memory is not in it. An Error says how to get at it.
[[nodiscard]] Result<Environment> environment_of_process(int pid);

}  // namespace proxyenv::os
