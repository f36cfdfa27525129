// SPDX-License-Identifier: Apache-2.0
// How much was read of a source, in one sentence: every report begins or ends with it, so that
// "nothing found" never stands alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace proxyenv {

struct AmountRead {
  std::size_t proxy_variables = 0;  // names of core/family.hpp that are set
  std::size_t entries = 0;
  std::size_t environments = 0;
  std::size_t unknown_values = 0;  // proxy variables that are set to what the source does not hold
};

// "4 proxy variables", "1 proxy variable, and 2 proxy variables whose values are not known", "no
// proxy variable is set".
[[nodiscard]] std::string variables_in_words(const AmountRead& amount);

// "4 proxy variables among 34 entries of file 'x', read as Compose's .env", "... in 3 environments
// of standard input, read as JSON". `name`: what messages call the source; empty for the own
// environment. `read_as`: the words for its format; empty if it has none. Not escaped.
[[nodiscard]] std::string describe(const AmountRead& amount, std::string_view name,
                                   std::string_view read_as);

}  // namespace proxyenv
