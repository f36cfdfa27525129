// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4): tells a file that was edited from one that was not.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::dify {

// In lower-case hexadecimal.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace proxyenv::dify
