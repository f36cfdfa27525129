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

// Functions that read files. An Error names the file. The arguments must live as long as the
// function. The first two read each file once.
//
// reader_of() reads the files of the tree. People may have links there, as to an .env that several
// trees share, and those are followed; links below proxyenv/ are not.
[[nodiscard]] dify::ReadFile reader_of(const DifyFolder& folder);
// Reads files that init wrote, and follows no link: init does not write any.
[[nodiscard]] dify::ReadFile reader_of_own_files(const DifyFolder& folder);
// The same for init, which may replace or remove them: notes in `seen` what it has read.
[[nodiscard]] dify::LookAtFile look_into(const DifyFolder& folder, os::SeenFiles& seen);

// Removes what an earlier init or --uninstall left that was killed. Returns whether there was
// anything. An Error where a file is in its place that is none of ours. The caller must hold the
// folder's lock.
[[nodiscard]] Result<bool> remove_rest_of_killed(const DifyFolder& folder);

// Removes a folder that init made, if nothing is in it. Returns whether it did.
[[nodiscard]] Result<bool> remove_if_empty(const DifyFolder& folder, std::string_view path);

// Writes all of it or nothing. The caller must hold the folder's lock.
[[nodiscard]] Result<void> write_into_folder(const DifyFolder& folder, os::FileSet set);

}  // namespace proxyenv::tools
