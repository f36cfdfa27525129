// SPDX-License-Identifier: Apache-2.0
// Environments from outside: another process's, and one in a file. Both for `show` and its like;
// the own one is what the kernel handed to main().
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
