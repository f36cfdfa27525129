// SPDX-License-Identifier: Apache-2.0
// Several files written together: all of them, or none. All are written to a folder of their own
// first and renamed to their places then, and where a rename fails, the earlier ones are taken
// back. If the process is killed among the renames, the first files are new and the others old, and
// remove_unfinished() removes what is left in that folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os/directory.hpp"
#include "os/staging_folder.hpp"
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
  std::string shown_folder;          // the name of the folder in messages
  std::string staging;               // path of a folder that is ours alone, for unfinished files
  std::vector<NewFolder> folders;    // made where they are missing, in this order
  std::vector<NewFile> files;        // replaced in this order, and then
  std::vector<std::string> removed;  // paths that shall be gone
  // The files that may be replaced or removed, as they were when that was decided. Any other file
  // that stands in the way is an Error.
  SeenFiles seen;
};

// Works below the folder alone and follows no link there. What this call makes gets the owner of
// the folder, since root may set up a user's tree; what was there keeps its owner. The caller must
// hold the folder's lock. An Error names the file, and nothing has changed then.
[[nodiscard]] Result<void> write_all_or_none(const Directory& folder, const FileSet& set);

// Removes the folder `staging` and the unfinished files in it, which a killed write_all_or_none()
// left. The rest is as with remove_staging_folder(). The caller must hold the folder's lock: the
// unfinished files of another program are on their way.
[[nodiscard]] Result<bool> remove_unfinished(const Directory& folder, const std::string& staging,
                                             const MayBeOurs& may_be_ours);

}  // namespace proxyenv::os
