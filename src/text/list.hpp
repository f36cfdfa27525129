// SPDX-License-Identifier: Apache-2.0
// Cutting text into pieces and putting pieces together.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::text {

// What isspace() of C accepts in the "C" locale.
inline constexpr std::string_view kAsciiSpace = " \t\n\v\f\r";

// The pieces between the characters of `separators`, empty pieces included: N separators give N+1
// pieces. They are views into `whole`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view whole,
                                                  std::string_view separators);

// `piece` without the characters of `set` at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view piece, std::string_view set);

// The pieces one behind the other.
[[nodiscard]] std::string concatenated(std::initializer_list<std::string_view> pieces);

// The words with `separator` between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view separator);

}  // namespace proxyenv::text
