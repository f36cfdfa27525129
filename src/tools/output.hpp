// SPDX-License-Identifier: Apache-2.0
// Writes to standard output after a command has done its work.
#pragma once

#include <string_view>

#include "text/result.hpp"

namespace proxyenv::tools {

// Like os::write_standard_output(), but an Error says that the work itself was done.
[[nodiscard]] Result<void> print_done(std::string_view text);

}  // namespace proxyenv::tools
