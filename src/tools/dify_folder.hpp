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

// The folder that --dir names, or ".", without slashes at its end. An Error where there is none.
[[nodiscard]] Result<std::string> existing_folder(const cli::DifyCommandLine& line);

// A path below the folder as a path to open; an absolute one as it is.
[[nodiscard]] std::string path_in(const std::string& folder, const std::string& path);

// Functions that read the folder's files. An Error names the file.
[[nodiscard]] dify::ReadFile reader_of(const std::string& folder);
[[nodiscard]] dify::LookAtFile look_into(const std::string& folder);

// Writes all of it or nothing, and removes what is left of an earlier call that was killed. The
// caller must hold the folder's lock.
[[nodiscard]] Result<void> write_into_folder(const os::FileSet& set);

}  // namespace proxyenv::tools
