// SPDX-License-Identifier: Apache-2.0
// Random bytes from the kernel.
#pragma once

#include <cstddef>
#include <string>

#include "text/result.hpp"

namespace proxyenv::os {

// So many bytes that nobody can guess, as hexadecimal digits, two for each byte. std::random_device
// would end the program where there are none: it throws, or the C library aborts.
[[nodiscard]] Result<std::string> random_digits(std::size_t bytes);

}  // namespace proxyenv::os
