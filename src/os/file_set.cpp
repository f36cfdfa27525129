// SPDX-License-Identifier: Apache-2.0
#include "os/file_set.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/redaction.hpp"
#include "os/file.hpp"
#include "os/file_state.hpp"
#include "os/staged_file.hpp"

namespace proxyenv::os {

namespace {

constexpr unsigned kPermissions = 07777;

tl::unexpected<Error> trouble(const std::string& what, const std::string& path, int os_error) {
  return fail("cannot " + what + " " + redact_word(path) + ": " + error_text(os_error), os_error);
}

// One file to replace or to remove.
struct Step {
  std::string target;
  std::optional<StagedFile> staged;  // the new file; no value: the target is removed
  std::string backup;                // the old file, after it was renamed
  bool replaced = false;
};

// The changes so far. They are undone in reverse order unless commit() is called.
class UndoLog {
 public:
  UndoLog() = default;
  UndoLog(const UndoLog&) = delete;
  UndoLog& operator=(const UndoLog&) = delete;
  ~UndoLog() {
    for (; !steps_.empty(); steps_.pop_back()) take_back(steps_.back());
    for (; !made_folders_.empty(); made_folders_.pop_back()) ::rmdir(made_folders_.back().c_str());
    for (const auto& [path, mode] : old_modes_) {
      [[maybe_unused]] const int back = ::chmod(path.c_str(), mode);
    }
  }

  void made_folder(const std::string& path) { made_folders_.push_back(path); }
  void changed_mode(const std::string& path, unsigned old) { old_modes_.emplace_back(path, old); }
  std::vector<Step>& steps() { return steps_; }

  void commit() {
    for (const Step& step : steps_) {
      if (!step.backup.empty()) ::unlink(step.backup.c_str());
    }
    steps_.clear();
    made_folders_.clear();
    old_modes_.clear();
  }

 private:
  static void take_back(const Step& step) {
    if (step.staged && step.replaced) ::unlink(step.target.c_str());
    if (step.backup.empty()) return;
    [[maybe_unused]] const int back = std::rename(step.backup.c_str(), step.target.c_str());
  }

  std::vector<Step> steps_;
  std::vector<std::string> made_folders_;
  std::vector<std::pair<std::string, unsigned>> old_modes_;
};

Result<Owner> owner_of(const std::string& folder) {
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0) return trouble("find", folder, errno);
  if (!S_ISDIR(status.st_mode)) return trouble("write into", folder, ENOTDIR);
  return Owner{status.st_uid, status.st_gid};
}

Result<void> make_folder(const std::string& path, unsigned mode, std::optional<Owner> owner,
                         UndoLog& undo) {
  struct stat status {};
  bool needs_chmod = true;  // because of the umask
  if (::lstat(path.c_str(), &status) != 0) {
    if (::mkdir(path.c_str(), mode) != 0) return trouble("make the folder", path, errno);
    undo.made_folder(path);
    // A file system without owners is not an error.
    if (owner) {
      [[maybe_unused]] const int changed = ::lchown(path.c_str(), owner->user, owner->group);
    }
  } else if (!S_ISDIR(status.st_mode)) {
    return fail(redact_word(path) +
                " is there and is no folder");  // a link to a folder is refused, too
  } else {
    needs_chmod = !mode_suffices(status.st_mode & kPermissions, mode);
    if (needs_chmod) undo.changed_mode(path, status.st_mode & kPermissions);
  }
  if (needs_chmod && ::chmod(path.c_str(), mode) != 0) {
    return trouble("set the permissions of", path, errno);
  }
  return {};
}

Result<void> stage_files(const FileSet& set, std::optional<Owner> owner, UndoLog& undo) {
  for (const NewFile& file : set.files) {
    std::string target = set.folder + "/" + file.path;
    auto staged = stage_file(target, file.content, file.mode, owner);
    if (!staged) return trouble("write", target, staged.error().os_error);
    undo.steps().push_back({std::move(target), std::move(*staged), {}, false});
  }
  for (const std::string& path : set.removed) {
    undo.steps().push_back({set.folder + "/" + path, std::nullopt, {}, false});
  }
  return {};
}

Result<void> set_aside(Step& step) {
  struct stat status {};
  if (::lstat(step.target.c_str(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)) {
    return fail(redact_word(step.target) + " is there and is no regular file");
  }
  std::string backup = template_beside(step.target);
  const Descriptor placeholder(::mkostemp(backup.data(), O_CLOEXEC));
  if (!placeholder.is_open()) return trouble("write beside", step.target, errno);
  // The backup is a second link, so that the first name is never missing. Some file systems have no
  // links.
  ::unlink(backup.c_str());
  if (::link(step.target.c_str(), backup.c_str()) != 0 &&
      std::rename(step.target.c_str(), backup.c_str()) != 0) {
    return trouble("replace", step.target, errno);
  }
  step.backup = std::move(backup);
  return {};
}

Result<void> replace(Step& step) {
  if (auto aside = set_aside(step); !aside) return aside;
  if (step.staged) {
    const auto placed = step.staged->put_in_place();
    if (!placed) return trouble("write", step.target, placed.error().os_error);
  } else if (::unlink(step.target.c_str()) != 0 && errno != ENOENT) {
    return trouble("write", step.target, errno);
  }
  step.replaced = true;
  return {};
}

}  // namespace

Result<void> write_all_or_none(const FileSet& set) {
  const auto folder_owner = owner_of(set.folder);
  if (!folder_owner) return fail(folder_owner.error());
  // Only root can change the owner of files.
  const auto owner = ::geteuid() == 0 ? std::optional<Owner>(*folder_owner) : std::nullopt;

  UndoLog undo;
  for (const NewFolder& folder : set.folders) {  // before a secret is written into one
    auto made = make_folder(set.folder + "/" + folder.path, folder.mode, owner, undo);
    if (!made) return made;
  }
  if (auto staged = stage_files(set, owner, undo); !staged) return staged;
  for (Step& step : undo.steps()) {
    if (auto replaced = replace(step); !replaced) return replaced;
  }
  undo.commit();
  return {};
}

}  // namespace proxyenv::os
