// SPDX-License-Identifier: Apache-2.0
// Copies the running program, for images without a shell or cp.
#pragma once

#include <string>

#include "text/result.hpp"

namespace proxyenv::os {

// Writes this program to the file `path` (into it, under the own name, where it is a directory),
// mode 0755: to another file beside it first, then renamed, so that nobody ever sees half of it and
// a program that is running from there goes on. On failure nothing is left. If the process is
// killed, that other file may stay, and the next call for the same folder removes it.
[[nodiscard]] Result<void> install_self(const std::string& path);

}  // namespace proxyenv::os
