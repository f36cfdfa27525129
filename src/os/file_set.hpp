// SPDX-License-Identifier: Apache-2.0
// Several files written together: all of them, or none. Each is written beside its place first and
// renamed then, so nobody sees half a file; a rename that fails takes the earlier ones back. Who is
// killed among the renames leaves the first of them done.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

struct FileState {
  std::string content;
  unsigned mode = 0;  // the permission bits
};
// Nothing where there is no such file. An Error's message is the reason alone.
[[nodiscard]] Result<std::optional<FileState>> read_file(const std::string& path);

// A function that gives the name below the folder of an absolute path, however the links on the way
// to both are called; the path itself where it leads elsewhere.
[[nodiscard]] std::function<std::string(const std::string&)> names_below(const std::string& folder);

// Some file systems know no modes and show all of them as 0777, and a umask is nobody's edit: what
// counts is that what shall be its owner's alone is, and that what shall be read or run can be.
[[nodiscard]] bool serves(unsigned found, unsigned wanted);

struct NewFolder {
  std::string path;  // below the folder
  unsigned mode = 0755;
};
// If it is there and its mode does not serve.
[[nodiscard]] bool needs_mode(const std::string& path, unsigned wanted);

struct NewFile {
  std::string path;  // below the folder
  std::string_view content;
  unsigned mode = 0644;
};

struct FileSet {
  std::string folder;                // exists
  std::vector<NewFolder> folders;    // made if they are missing, in this order
  std::vector<NewFile> files;        // replaced in this order, and then
  std::vector<std::string> removed;  // paths that shall be gone
};

// Keeps others who ask for it out of the folder until the descriptor is closed. One that is not
// open where the folder cannot be locked, on some network file systems say.
[[nodiscard]] Result<Descriptor> lock_folder(const std::string& path);

// Removes what an apply() that was killed left beside its files. Under the lock: to somebody else's
// apply() these are files under way.
void remove_unfinished(const std::string& folder);

// New files and folders belong to whoever the folder belongs to: root may set up a user's tree.
// An Error names the file, and nothing has changed then.
[[nodiscard]] Result<void> apply(const FileSet& set);

// Removes the folder if nothing is in it; says if it is gone.
bool remove_if_empty(const std::string& path);

}  // namespace proxyenv::os
