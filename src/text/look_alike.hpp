// SPDX-License-Identifier: Apache-2.0
// Characters beyond ASCII that a person takes for ASCII, or does not see. Word processors, web
// pages, input methods and files with a byte order mark leave them in values. Letters are never
// among them, nor are signs without a double in ASCII, such as the euro sign.
#pragma once

#include <string_view>

namespace proxyenv::text {

enum class LookAlike {
  none,
  unseen,      // a byte order mark, a no-break space, a soft hyphen, a zero-width character ...
  quote,       // typographic quotes, dashes, slashes, colons and dots
  full_width,  // U+FF1A for `:`, U+FF20 for `@` ...
};

// The kind of the first such character. Bytes that are not UTF-8 are passed over.
[[nodiscard]] LookAlike first_look_alike(std::string_view text);

}  // namespace proxyenv::text
