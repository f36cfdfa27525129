// SPDX-License-Identifier: Apache-2.0
// Dify's docker folder, which --dir names: reading its files and writing them.
#pragma once

#include <string>
#include <string_view>

#include "cli/dify_options.hpp"
#include "dify/setup/changes.hpp"
#include "dify/tree/tree.hpp"
#include "os/directory.hpp"
#include "os/file_set.hpp"
#include "text/result.hpp"

namespace proxyenv::tools {

// The folder, which is looked up once.
struct DifyFolder {
  std::string name;  // for messages
  os::Directory directory;
};

// The folder that --dir names, or ".", its name without slashes at its end. An Error where there is
// none, and where `proxyenv` in it is something else than a folder.
[[nodiscard]] Result<DifyFolder> open_folder(const cli::DifyCommandLine& line);

// Functions that read files. An Error names the file. reader_of() reads Dify's own files, through
// links if there are any. The second form is for a folder that may be missing, which has no files
// then. What look_into() returns follows no link, and notes in `seen` what it has read. The
// arguments must live as long as the function.
[[nodiscard]] dify::ReadFile reader_of(const DifyFolder& folder);
[[nodiscard]] dify::ReadFile reader_of(const std::string& folder);
[[nodiscard]] dify::LookAtFile look_into(const DifyFolder& folder, os::SeenFiles& seen);

// Removes what an earlier init or --uninstall left that was killed. Returns whether there was
// anything. The caller must hold the folder's lock.
bool remove_rest_of_killed(const DifyFolder& folder);

// Removes a folder that init made, if nothing is in it. Returns whether it did.
[[nodiscard]] Result<bool> remove_if_empty(const DifyFolder& folder, std::string_view path);

// Writes all of it or nothing. The caller must hold the folder's lock.
[[nodiscard]] Result<void> write_into_folder(const DifyFolder& folder, os::FileSet set);

}  // namespace proxyenv::tools
