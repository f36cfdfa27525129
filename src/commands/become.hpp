// SPDX-License-Identifier: Apache-2.0
// Replaces this process by another program, and reports why that failed.
#pragma once

#include <string_view>

#include "core/environment.hpp"
#include "os/exec.hpp"

namespace proxyenv::commands {

// Returns only if argv[0] cannot be started. It has then printed one line that says why, and
// returns the exit status for that failure (126 or 127, see os/exec_failure.hpp).
// `advice`: for the end of that line where the command was not found.
[[nodiscard]] int become(char** argv, const Environment& environment, std::string_view advice = {});

// The second half of become(), for a caller that examines the failure first. `environment`: the one
// that exec() was given.
[[nodiscard]] int say_failure(const os::ExecFailure& failure, const Environment& environment,
                              std::string_view advice = {});

}  // namespace proxyenv::commands
