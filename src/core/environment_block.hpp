// SPDX-License-Identifier: Apache-2.0
// The block in which the kernel shows the environment of a process, /proc/PID/environ.
#pragma once

#include <string_view>

#include "core/environment.hpp"

namespace proxyenv {

// Reads the block: each entry ends with a NUL, the last one also without.
[[nodiscard]] Environment parse_environment_block(std::string_view block);

}  // namespace proxyenv
