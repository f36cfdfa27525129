// SPDX-License-Identifier: Apache-2.0
// The folder in which write_all_or_none() keeps unfinished files: new ones until they are complete,
// old ones until their successors are in place.
#pragma once

#include <cstddef>
#include <string>

#include "os/directory.hpp"

namespace proxyenv::os {

// At most so many files are replaced or removed together, so that all names are known.
inline constexpr std::size_t kMostFilesInSet = 16;

// The names of the file that has this number.
[[nodiscard]] std::string name_of_new(std::size_t number);
[[nodiscard]] std::string name_of_old(std::size_t number);

// Removes all files of those names from the folder, and then the folder. Returns whether the folder
// was there and is gone now.
bool remove_staging_folder(const Place& place);

}  // namespace proxyenv::os
