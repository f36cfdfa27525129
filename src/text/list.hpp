// SPDX-License-Identifier: Apache-2.0
// Splits text into pieces and joins pieces.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::text {

// The characters that isspace() of C accepts in the "C" locale.
inline constexpr std::string_view kAsciiSpace = " \t\n\v\f\r";

// The pieces between the characters of `separators`, with empty ones: N separators give N+1 pieces.
// They are views into `whole`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view whole,
                                                  std::string_view separators);

// Calls `use` with each piece of `whole` between separators, except for an empty last piece: the
// lines of a text whose last line end is there or not.
template <class Use>
void for_each_piece(std::string_view whole, char separator, Use use) {
  while (!whole.empty()) {
    const std::size_t end = std::min(whole.find(separator), whole.size());
    use(whole.substr(0, end));
    whole.remove_prefix(std::min(end + 1, whole.size()));
  }
}

// `piece` without the characters of `set` at its two ends.
[[nodiscard]] std::string_view trimmed(std::string_view piece, std::string_view set);

// The pieces joined without a separator.
[[nodiscard]] std::string concatenated(std::initializer_list<std::string_view> pieces);

// "1 entry", "2 entries".
[[nodiscard]] std::string counted(std::size_t number, std::string_view one, std::string_view many);

// The words with `separator` between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view separator);

}  // namespace proxyenv::text
