// SPDX-License-Identifier: Apache-2.0
// Which files may be ones that `dify init` wrote: by their names, and by how they begin. A record
// in a tree that somebody else wrote may claim any file whose hash that person knows. So a file is
// replaced or removed only if it also begins as ours do.
#pragma once

#include <cstddef>
#include <string_view>

namespace proxyenv::dify {

// So many bytes show the beginning of any file.
inline constexpr std::size_t kLongestBeginning = 128;

// So many files init writes at most, without the record.
inline constexpr std::size_t kMostOwnFiles = 7;

// Whether init writes a file of this path. The record does not count.
[[nodiscard]] bool is_path_of_ours(std::string_view path);

// Whether init could have written this content to that path. The record counts.
[[nodiscard]] bool begins_as_written(std::string_view path, std::string_view content);

// Whether init could have written this to any path. `head`: the first kLongestBeginning bytes of
// the file, or the whole file. Init may have been killed while it wrote: so a part of a beginning
// will do, and so will an empty file.
[[nodiscard]] bool may_be_unfinished(std::string_view head);

}  // namespace proxyenv::dify
