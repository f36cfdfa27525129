// SPDX-License-Identifier: Apache-2.0
// What a Chinese or Japanese keyboard writes instead of ASCII: full-width letters, digits and signs
// (U+FF01 to U+FF5E), and the stops and commas of these scripts. Where only ASCII can be meant,
// they are read as that, and the reader is told.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::dify {

// What the reader is told.
inline constexpr std::string_view kReadAsAscii =
    "full-width characters are read as the ASCII ones that they stand for";

struct FullWidthText {
  std::string text;
  bool was_changed = false;
};

// All of them become ASCII: a comma for `，` and `、`, a dot for `。`, a blank for U+3000.
[[nodiscard]] FullWidthText fold_full_width(std::string_view text);

// The same for a URL. Its user and password stay as they are, because they may hold any character.
[[nodiscard]] FullWidthText fold_full_width_url(std::string_view url);

}  // namespace proxyenv::dify
