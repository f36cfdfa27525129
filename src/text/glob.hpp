// SPDX-License-Identifier: Apache-2.0
// Patterns for paths of files: `*` stands for any characters, also for none and for `/`; `?` for
// one. All others stand for themselves. That is fnmatch(3) without flags and without brackets.
#pragma once

#include <string_view>

namespace proxyenv::text {

// Whether the pattern matches the whole path. A pattern without a `/` is compared with the last
// name of the path alone, as .gitignore does. A `./` at the beginning of either says nothing.
// Takes time in proportion to the product of both lengths at most.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace proxyenv::text
