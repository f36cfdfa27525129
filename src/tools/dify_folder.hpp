// SPDX-License-Identifier: Apache-2.0
// Dify's docker folder, which --dir names: reading its files and writing them.
#pragma once

#include <string>

#include "cli/dify_options.hpp"
#include "dify/setup/changes.hpp"
#include "dify/tree/tree.hpp"
#include "os/file_set.hpp"
#include "text/result.hpp"

namespace proxyenv::tools {

// The folder that --dir names, or ".", without slashes at its end. An Error if there is no such
// folder.
[[nodiscard]] Result<std::string> existing_folder(const cli::DifyCommandLine& line);

// The path to open for a path below the folder. An absolute path stays unchanged.
[[nodiscard]] std::string path_in(const std::string& folder, const std::string& path);

// Functions that read the folder's files. An Error names the file.
[[nodiscard]] dify::ReadFile reader_of(const std::string& folder);
[[nodiscard]] dify::LookAtFile look_into(const std::string& folder);

// Makes all changes or none, and removes the temporary files of an earlier call that was killed.
// The caller must hold the folder's lock.
[[nodiscard]] Result<void> write_into_folder(const os::FileSet& set);

}  // namespace proxyenv::tools
