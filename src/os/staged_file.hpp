// SPDX-License-Identifier: Apache-2.0
// A new file that is written under another name first and then renamed to its own: nobody ever sees
// half of it, and where writing fails the old file is as it was.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "os/file.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

struct Owner {
  uid_t user = 0;
  gid_t group = 0;
};

// Gives the file or folder of this descriptor to its owner. A file system that knows no owners is
// no reason to fail.
[[nodiscard]] Result<void> give_to(int file, const Owner& owner);

// The file under its first name. It is removed again unless it was put in place. The folders that
// it is given must stay open as long as it lives.
class StagedFile {
 public:
  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  ~StagedFile();

  // Renames it to `name` in the folder of this descriptor, over what has that name. An Error's
  // message is the reason alone.
  [[nodiscard]] Result<void> put_in_place(int folder, const std::string& name);

  // The same where nothing may have that name: if something has, it is an Error with EEXIST.
  [[nodiscard]] Result<void> put_in_free_place(int folder, const std::string& name);

 private:
  friend Result<StagedFile> stage_file(int folder, std::string name, std::string_view content,
                                       unsigned mode, std::optional<Owner> owner);
  friend class UnnamedFile;
  StagedFile(int folder, std::string name);

  int folder_;
  std::string name_;  // empty: nothing to remove
};

// Writes the content to a new file of that name in the folder of this descriptor, with these
// permission bits, and to the disk: after a crash the name must not stand for an empty file. What
// has the name already is an Error with EEXIST. `owner`: who shall have the file, if it is another
// than who runs this; a file system that knows no owners is no reason to fail. An Error's message
// is the reason alone.
[[nodiscard]] Result<StagedFile> stage_file(int folder, std::string name, std::string_view content,
                                            unsigned mode,
                                            std::optional<Owner> owner = std::nullopt);

// A new file that has no name yet. If the process is killed, nothing is left of it.
class UnnamedFile {
 public:
  // Makes it in the folder of this descriptor, as stage_file() does. Returns no value where the
  // file system has no such files. An Error's message is the reason alone.
  [[nodiscard]] static Result<std::optional<UnnamedFile>> make(int folder, std::string_view content,
                                                               unsigned mode);

  // Gives it this name in that folder. Returns whether it has it now: not, where something else has
  // that name. It also fails where there is no /proc, unless for root.
  [[nodiscard]] bool give_name(int folder, const std::string& name) const;

  // The same, as a file that is removed again unless it is put in place.
  [[nodiscard]] std::optional<StagedFile> stage(int folder, const std::string& name) const;

 private:
  explicit UnnamedFile(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace proxyenv::os
