// SPDX-License-Identifier: Apache-2.0
// Suggests the nearest of a few known words: "did you mean".
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace proxyenv {

// The number of single-character edits (insert, delete, replace, swap of neighbours) from one word
// to the other; case is ignored. Takes time in proportion to the product of their lengths.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// " (did you mean WORD?)" for the end of a message, with `prefix` in front of WORD. WORD is the
// only candidate that begins with `word`, if that has two letters or more, or else the candidate
// with the fewest edits from `word`. Their number may be at most a third of the length of `word`,
// rounded up. Empty if no candidate is near enough.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> candidates,
                                       std::string_view prefix = {});

// The candidate with the fewest such edits from `word`, if these are at most `most_edits`.
[[nodiscard]] std::optional<std::string_view> nearest_word(
    std::string_view word, std::span<const std::string_view> candidates, std::size_t most_edits);

}  // namespace proxyenv
