// SPDX-License-Identifier: Apache-2.0
// Several files written together: all of them, or none. Each is written beside its place first and
// renamed then, so nobody sees half a file; a rename that fails takes the earlier ones back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace proxyenv::os {

struct FileState {
  std::string content;
  unsigned mode = 0;  // the permission bits
};
// Nothing where there is no such file. An Error's message is the reason alone.
[[nodiscard]] Result<std::optional<FileState>> read_file(const std::string& path);

struct NewFile {
  std::string path;  // below the folder
  std::string_view content;
  unsigned mode = 0644;
};

struct FileSet {
  std::string folder;     // exists
  std::string subfolder;  // of it, made if it is missing; its mode is set
  unsigned subfolder_mode = 0755;
  std::vector<NewFile> files;        // at most one folder below the subfolder
  std::vector<std::string> removed;  // paths that shall be gone
};

// New files and folders belong to whoever the folder belongs to: root may set up a user's tree.
// An Error names the file, and nothing has changed then.
[[nodiscard]] Result<void> apply(const FileSet& set);

// Removes the folder if nothing is in it; says if it is gone.
bool remove_if_empty(const std::string& path);

}  // namespace proxyenv::os
