// SPDX-License-Identifier: Apache-2.0
// Explains why an exec failed, and says with which status to exit. execve(2) returns ENOENT both
// for a missing program and for an existing program whose interpreter is missing. This code
// inspects the file to tell which.
#pragma once

#include <cstddef>
#include <string>

#include "os/exec.hpp"

namespace proxyenv::os {

// The same statuses as for env(1), nice(1) and timeout(1).
inline constexpr int kExitCannotRun = 126;
inline constexpr int kExitNotFound = 127;

struct ExecExplanation {
  std::string message;  // one clause, redacted
  int exit_status = kExitCannotRun;
};

// `environment_bytes`: the size of the environment as execve counts it, for "argument list too
// long".
[[nodiscard]] ExecExplanation explain(const ExecFailure& failure, std::size_t environment_bytes);

// The sentence for an environment with added proxy variables that execve refused with E2BIG: why,
// and that the command gets the environment without them.
[[nodiscard]] std::string why_unchanged(const Environment& planned);

}  // namespace proxyenv::os
