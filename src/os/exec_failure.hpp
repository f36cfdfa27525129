// SPDX-License-Identifier: Apache-2.0
// Why an exec failed, in words, and with which status to exit. execve(2) answers ENOENT both for a
// missing program and for a missing interpreter of a program that is there; this looks again.
#pragma once

#include <cstddef>
#include <string>

#include "os/exec.hpp"

namespace proxyenv::os {

// As env(1), nice(1) and timeout(1) have them.
inline constexpr int kExitCannotRun = 126;
inline constexpr int kExitNotFound = 127;

struct ExecExplanation {
  std::string message;  // one clause, redacted
  int exit_status = kExitCannotRun;
};

// `environment_bytes`: what execve counted for the environment, for "argument list too long".
[[nodiscard]] ExecExplanation explain(const ExecFailure& failure, std::size_t environment_bytes);

}  // namespace proxyenv::os
