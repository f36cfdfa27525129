// SPDX-License-Identifier: Apache-2.0
// What standard output is: a terminal, and how wide it is.
#pragma once

#include <cstddef>

namespace proxyenv::os {

[[nodiscard]] bool standard_output_is_terminal();

// The columns of that terminal; 0 where the kernel does not know them, as on a serial line, or
// where it is no terminal.
[[nodiscard]] std::size_t columns_of_standard_output();

}  // namespace proxyenv::os
