// SPDX-License-Identifier: Apache-2.0
// The file at a path for execve(2).
#pragma once

#include <string>

#include "os/executable_format.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// Whether a file of any kind exists there. Links are followed.
[[nodiscard]] bool exists(const std::string& path);

// The format of a regular file, from its first bytes. An Error if it cannot be read.
[[nodiscard]] Result<ExecutableFormat> read_format_of(const std::string& path);

}  // namespace proxyenv::os
