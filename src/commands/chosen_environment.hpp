// SPDX-License-Identifier: Apache-2.0
// Which one of the environments of a source a name means, for --environment NAME and for FILE#NAME.
// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::commands {

// The position of the environment that is called `name`, or, where none is, of the one whose name
// ends in these words: `web` is also `service web`. `names`: of all environments; an empty one has
// no name. Where none or several are meant, an Error names those that there are, or those that are
// meant, in full.
[[nodiscard]] Result<std::size_t> choose_environment(const std::vector<std::string_view>& names,
                                                     std::string_view name);

// "service api, service web", redacted; "; " between names that hold commas. Of many only the first
// ones, and how many more there are.
[[nodiscard]] std::string environments_in_words(const std::vector<std::string_view>& names);

}  // namespace proxyenv::commands
