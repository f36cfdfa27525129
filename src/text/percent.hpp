// SPDX-License-Identifier: Apache-2.0
// Percent escapes (RFC 3986, 2.1), decoded as every client does that decodes them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace proxyenv {

// Whether a `%` with two hexadecimal digits stands at `i`, which must be an index into `text`.
[[nodiscard]] bool is_percent_escape(std::string_view text, std::size_t i);
// The text with each escape replaced by its byte. A `%` that begins no escape stays as it is. The
// result may hold any byte, NUL included.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace proxyenv
