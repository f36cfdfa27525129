// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), to distinguish a file that somebody edited from one that init wrote.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::dify {

// 64 hexadecimal digits in lower case.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace proxyenv::dify
