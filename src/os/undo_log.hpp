// SPDX-License-Identifier: Apache-2.0
// What write_all_or_none() has done so far, to take it back where a later step fails.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "os/directory.hpp"
#include "os/staged_file.hpp"

namespace proxyenv::os {

// One file that is replaced, or removed.
struct Step {
  Place target;
  std::string path;                  // of the target, for messages
  std::optional<StagedFile> staged;  // the new file; without it the target goes
  std::optional<FileIdentity> seen;  // the file that may be replaced or removed
  std::string backup;  // a name of the old file in the staging folder, once it has one
  bool replaced = false;
};

// Takes all of it back, the last first, unless commit() is called.
class UndoLog {
 public:
  UndoLog() = default;
  UndoLog(const UndoLog&) = delete;
  UndoLog& operator=(const UndoLog&) = delete;
  ~UndoLog();

  // Where memory ends after a folder is made, nobody would know of it. So expect_folder() comes
  // before that, and made_folder() needs no memory then. It returns what it was given.
  void expect_folder() { made_folders_.reserve(made_folders_.size() + 1); }
  const Place& made_folder(Place place) noexcept;
  void changed_mode(Directory folder, unsigned old);
  void use_staging(Place place, Directory folder);

  // The folder of unfinished files, which goes at the end in any case. use_staging() must have been
  // called.
  [[nodiscard]] const Directory& staging() const { return *staging_; }
  [[nodiscard]] std::vector<Step>& steps() { return steps_; }

  // Keeps what was done, and removes the old files.
  void commit();

 private:
  void take_back(const Step& step) const;
  void remove_backup(const Step& step) const;

  std::optional<Place> staging_place_;
  std::optional<Directory> staging_;
  std::vector<Place> made_folders_;
  std::vector<std::pair<Directory, unsigned>> old_modes_;
  std::vector<Step> steps_;
};

}  // namespace proxyenv::os
