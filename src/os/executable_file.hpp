// SPDX-License-Identifier: Apache-2.0
// What stands at a path that execve(2) was given, or would be.
#pragma once

#include <string>

#include "os/executable_format.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// Whether there is a file of any kind; links are followed.
[[nodiscard]] bool exists(const std::string& path);

// The format of a regular file, from its first bytes. An Error where it cannot be read.
[[nodiscard]] Result<ExecutableFormat> read_format_of(const std::string& path);

}  // namespace proxyenv::os
