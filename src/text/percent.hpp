// SPDX-License-Identifier: Apache-2.0
// Percent escapes (RFC 3986, 2.1). All clients that decode them do it like this.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace proxyenv {

// Whether `text` has a `%` with two hexadecimal digits at `i`, which must be a valid index.
[[nodiscard]] bool is_percent_escape(std::string_view text, std::size_t i);
// The text with each escape replaced by its byte. A `%` that begins no escape stays unchanged. The
// result may hold any byte, even NUL.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace proxyenv
