// SPDX-License-Identifier: Apache-2.0
// The encodings in which sources come: UTF-8 with or without a byte order mark, and UTF-16, in
// which Windows PowerShell 5 writes what `>` sends to a file.
#pragma once

#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv::sources {

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";  // U+FEFF in UTF-8

// The text without its byte order mark, in UTF-8 if it was UTF-16 (with a mark, or where every
// second byte is NUL). CRLF then becomes LF, since what wrote UTF-16 also wrote these line ends.
// Other bytes stay as they are. An Error if UTF-16 is broken.
[[nodiscard]] Result<std::string> decode_text(std::string_view bytes);

// The same without touching a byte order mark of UTF-8: what is no UTF-16 stays as it is.
[[nodiscard]] Result<std::string> decode_utf16(std::string_view bytes);

}  // namespace proxyenv::sources
