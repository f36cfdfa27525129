// SPDX-License-Identifier: Apache-2.0
// Environments from outside, for show, check and explain: that of another process, and one in a
// file. The environment of proxyenv itself is what the kernel gave to main().
#pragma once

#include <string>

#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// The environment that process `pid` was started with (its last execve), from /proc.
[[nodiscard]] Result<Environment> environment_of_process(int pid);

// NAME=VALUE lines, see core/environment_file.hpp; "-" is standard input.
[[nodiscard]] Result<Environment> environment_in_file(const std::string& path);

}  // namespace proxyenv::os
