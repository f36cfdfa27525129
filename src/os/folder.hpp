// SPDX-License-Identifier: Apache-2.0
// A folder in which only one program works at a time.
#pragma once

#include <functional>
#include <string>

#include "os/directory.hpp"
#include "os/file.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// Keeps others who ask for the lock out of the folder until the descriptor is closed. The
// descriptor is not open where the folder cannot be locked, as on some network file systems. An
// Error where another program holds the lock.
[[nodiscard]] Result<Descriptor> lock_folder(const Directory& folder);

// Makes a function that shortens the absolute path of a file in the folder to the path below the
// folder. Symbolic links in both are resolved. A path to another place stays unchanged.
[[nodiscard]] std::function<std::string(const std::string&)> make_path_shortener(
    const std::string& folder);

// Removes the folder of this path below the other one if nothing is in it. Returns whether it did:
// not, where there is no such folder or something is in it. An Error's message is the reason alone.
[[nodiscard]] Result<bool> remove_if_empty(const Directory& folder, const std::string& path);

// Whether the folder of this path is there with permissions that do not suffice. An Error's message
// is the reason alone.
[[nodiscard]] Result<bool> needs_mode(const Directory& folder, const std::string& path,
                                      unsigned wanted);

}  // namespace proxyenv::os
