// SPDX-License-Identifier: Apache-2.0
// Bytes from outside, made safe to print. A variable's value or a file name can hold terminal
// escapes, bidirectional overrides that reverse what a reader sees, or bytes that are no UTF-8
// (which Boost.JSON would pass on unchecked).
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// The text with C0, DEL, C1, line and paragraph separators, bidirectional controls and bytes that
// are not valid UTF-8 (RFC 3629) written as \xNN or \u{NNNN}. The result is valid UTF-8.
[[nodiscard]] std::string escape_for_display(std::string_view bytes);

// How many columns the text takes, for aligning a table: code points, which is right for all that
// a proxy variable sensibly holds (wide East Asian characters count as one).
[[nodiscard]] std::size_t display_width(std::string_view utf8);

}  // namespace proxyenv
