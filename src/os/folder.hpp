// SPDX-License-Identifier: Apache-2.0
// A folder in which only one program works at a time.
#pragma once

#include <functional>
#include <string>

#include "os/file.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// Locks the folder until the descriptor is closed, against other programs that lock it, too. The
// descriptor is not open if the folder cannot be locked, as on some network file systems. An Error
// if another program holds the lock.
[[nodiscard]] Result<Descriptor> lock_folder(const std::string& path);

// Makes a function that shortens the absolute path of a file in the folder to the path below the
// folder. Symbolic links in both are resolved. A path to another place stays unchanged.
[[nodiscard]] std::function<std::string(const std::string&)> make_path_shortener(
    const std::string& folder);

// Removes the staged files that a killed write_all_or_none() left in the folder. The caller must
// hold the lock, because another program may still need its staged files.
void remove_staged_files(const std::string& folder);

// Removes the folder if it is empty. Returns whether it was removed.
bool remove_if_empty(const std::string& path);

}  // namespace proxyenv::os
