// SPDX-License-Identifier: Apache-2.0
// A folder that is held by its descriptor. What was checked is then what is used: whoever may write
// into the folder cannot put another one in its place meanwhile. Names below it are looked up one
// after the other, and a link on the way is never followed.
#pragma once

#include <sys/types.h>

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "os/file.hpp"
#include "os/file_state.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

class Directory {
 public:
  // The folder of this path. Links that lead to it are followed, since whoever gives the path means
  // what they lead to. An Error's message is the reason alone.
  [[nodiscard]] static Result<Directory> open(const std::string& path);

  // The folder below this one. `path` is one name or several with slashes between them, and an
  // empty one means this folder itself. Returns no value where nothing has that name. Where
  // something else has it, and be it a link to a folder, that is an Error with ENOTDIR. An Error's
  // message is the reason alone.
  [[nodiscard]] Result<std::optional<Directory>> open_below(std::string_view path) const;

  // Whether the folder holds nothing. False where that cannot be found out.
  [[nodiscard]] bool is_empty() const;

  // A second descriptor of the same folder.
  [[nodiscard]] Result<Directory> duplicate() const;

  [[nodiscard]] int number() const { return descriptor_.number(); }

 private:
  explicit Directory(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  Descriptor descriptor_;
};

// A name, and the folder that it stands in.
struct Place {
  Directory folder;
  std::string name;
};

// The place of a file below the folder. Returns no value where its folder is missing. Errors as
// those of open_below().
[[nodiscard]] Result<std::optional<Place>> find_place(const Directory& folder,
                                                      std::string_view path);

// What tells one file from another one that took its place, and from itself after a change.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  off_t size = 0;
  time_t seconds = 0;  // of the last change of the content
  long nanoseconds = 0;

  friend auto operator<=>(const FileIdentity&, const FileIdentity&) = default;
};

// Files that were looked at, by their paths below the folder.
using SeenFiles = std::map<std::string, FileIdentity>;

// Opens a regular file below the folder for reading. Returns no value where there is no such file.
// A link is an Error. An Error's message is the reason alone.
[[nodiscard]] Result<std::optional<Descriptor>> open_file_below(const Directory& folder,
                                                                std::string_view path);

// Reads a regular file below the folder, and notes it in `seen`. Returns no value where there is no
// such file. A link is an Error, and so is a file of more than 64 MiB. An Error's message is the
// reason alone.
[[nodiscard]] Result<std::optional<FileState>> look_at_file(const Directory& folder,
                                                            const std::string& path,
                                                            SeenFiles& seen);

// The identity of the regular file with that name in the folder of this descriptor. Returns no
// value where the name stands for something else, and be it a link. An Error with ENOENT where
// nothing has that name.
[[nodiscard]] Result<std::optional<FileIdentity>> identity_of(int folder, const std::string& name);

}  // namespace proxyenv::os
