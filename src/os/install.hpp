// SPDX-License-Identifier: Apache-2.0
// Copies the running program, for images without a shell or cp.
#pragma once

#include <string>

#include "text/result.hpp"

namespace proxyenv::os {

// Writes this program to `destination` with mode 0755, or into it under its own name if it is a
// directory. The copy is first a temporary file beside it, which is then renamed. So nobody ever
// sees half of the file, and a program that runs from there continues. On failure no file is left.
[[nodiscard]] Result<void> install_self(const std::string& destination);

}  // namespace proxyenv::os
