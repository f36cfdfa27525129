// SPDX-License-Identifier: Apache-2.0
// Percent escapes (RFC 3986, 2.1) as the clients decode them, and UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace proxyenv::clients {

// A `%` with two hexadecimal digits at `i`.
[[nodiscard]] bool is_percent_escape(std::string_view text, std::size_t i);
// What is no escape stays as it is.
[[nodiscard]] std::string percent_decoded(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace proxyenv::clients
