// SPDX-License-Identifier: Apache-2.0
// The folder in which write_all_or_none() keeps unfinished files: new ones until they are complete,
// old ones until their successors are in place.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "os/directory.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// At most so many files are replaced or removed together, so that all names are known.
inline constexpr std::size_t kMostFilesInSet = 16;

// The names of the file that has this number.
[[nodiscard]] std::string name_of_new(std::size_t number);
[[nodiscard]] std::string name_of_old(std::size_t number);

// Tells from its first bytes whether a file may be one of ours, of which the end may be missing.
using MayBeOurs = std::function<bool(std::string_view head)>;

// So many bytes of each file are read for that.
inline constexpr std::size_t kHeadBytes = 128;

// Removes the files of those names that may be ours, and then the folder if nothing else is in it.
// Returns whether the folder was there and is gone now. An Error is the end of a sentence that
// begins with the name of the folder: it tells of a file that has such a name and is not ours.
[[nodiscard]] Result<bool> remove_staging_folder(const Place& place, const MayBeOurs& may_be_ours);

// Removes a name, and tries that a second time where it fails: what stays may hold a password.
// `flags`: 0, or AT_REMOVEDIR for a folder. Needs no memory. Returns whether the name is gone.
bool remove_for_certain(int folder, const char* name, int flags);

}  // namespace proxyenv::os
