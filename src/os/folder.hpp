// SPDX-License-Identifier: Apache-2.0
// A folder that one program at a time works in.
#pragma once

#include <functional>
#include <string>

#include "os/file.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// Keeps others who ask for the lock out of the folder until the descriptor is closed. The
// descriptor is not open where the folder cannot be locked, as on some network file systems. An
// Error where another program holds the lock.
[[nodiscard]] Result<Descriptor> lock_folder(const std::string& path);

// Makes a function that shortens the absolute path of a file in the folder to the path below it,
// whatever links lead to both. A path that leads elsewhere stays as it is.
[[nodiscard]] std::function<std::string(const std::string&)> make_path_shortener(
    const std::string& folder);

// Removes the staged files that a killed write_all_or_none() left in the folder. The caller must
// hold the lock: another program's staged files are on their way.
void remove_staged_files(const std::string& folder);

// Removes the folder if nothing is in it. Returns whether it is gone.
bool remove_if_empty(const std::string& path);

}  // namespace proxyenv::os
