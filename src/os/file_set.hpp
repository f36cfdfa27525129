// SPDX-License-Identifier: Apache-2.0
// Several files written together: all of them, or none. Each is staged beside its place first and
// renamed then, and where a rename fails, the earlier ones are taken back. If the process is killed
// among the renames, the first files are new and the others old.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::os {

struct NewFolder {
  std::string path;  // below the folder
  unsigned mode = 0755;
};

struct NewFile {
  std::string path;  // below the folder
  std::string_view content;
  unsigned mode = 0644;
};

struct FileSet {
  std::string folder;                // must exist
  std::vector<NewFolder> folders;    // made where they are missing, in this order
  std::vector<NewFile> files;        // replaced in this order, and then
  std::vector<std::string> removed;  // paths that shall be gone
};

// New files and folders get the owner of the folder, since root may set up a user's tree. An Error
// names the file, and nothing has changed then.
[[nodiscard]] Result<void> write_all_or_none(const FileSet& set);

}  // namespace proxyenv::os
