// SPDX-License-Identifier: Apache-2.0
// Suggests the nearest of a few known words: "did you mean".
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace proxyenv {

// " (did you mean WORD?)" for the end of a message, with `prefix` in front of WORD. WORD is the
// candidate with the fewest single-character edits (insert, delete, replace, swap of neighbours)
// from `word`. The number of edits may be at most a third of the length of `word`, rounded up; case
// is ignored. Empty if no candidate is near enough.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> candidates,
                                       std::string_view prefix = {});

}  // namespace proxyenv
