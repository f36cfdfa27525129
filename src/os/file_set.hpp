// SPDX-License-Identifier: Apache-2.0
// Writes several files together: all of them, or none. Each is first written to a temporary file in
// the same folder, then renamed. If a rename fails, the earlier ones are undone. If the process is
// killed between the renames, the first files are new and the others old.
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
  std::vector<NewFolder> folders;    // made if they are missing, in this order
  std::vector<NewFile> files;        // replaced in this order, before `removed`
  std::vector<std::string> removed;  // paths to remove
};

// New files and folders get the owner of the folder, since root may set up a user's tree. On an
// Error, which names the file, nothing has changed.
[[nodiscard]] Result<void> write_all_or_none(const FileSet& set);

}  // namespace proxyenv::os
