// SPDX-License-Identifier: Apache-2.0
// What commands write to standard output after their work is done.
#pragma once

#include <string_view>

#include "text/result.hpp"

namespace proxyenv::tools {

// Like os::write_standard_output(), and an Error says that the work itself was done.
[[nodiscard]] Result<void> print_done(std::string_view text);

}  // namespace proxyenv::tools
