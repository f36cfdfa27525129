// SPDX-License-Identifier: Apache-2.0
// Becoming another program, and saying why that failed.
#pragma once

#include "core/environment.hpp"
#include "os/exec.hpp"

namespace proxyenv::commands {

// Comes back only where argv[0] cannot be started: one line has said why, and the exit status for
// that failure is returned (126 or 127, see os/exec_failure.hpp).
[[nodiscard]] int become(char** argv, const Environment& environment);

// The second half of become(), for a caller that looks at the failure first. `environment`: the one
// that exec() was given.
[[nodiscard]] int say_failure(const os::ExecFailure& failure, const Environment& environment);

}  // namespace proxyenv::commands
