// SPDX-License-Identifier: Apache-2.0
#include "os/file_set.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <optional>
#include <utility>

#include "core/redaction.hpp"
#include "os/file_state.hpp"
#include "os/staged_file.hpp"
#include "os/undo_log.hpp"

namespace proxyenv::os {

namespace {

constexpr unsigned kOwnerAlone = 0700;

// Writes one set below one folder.
class FileSetWriter {
 public:
  FileSetWriter(const Directory& folder, const FileSet& set, std::optional<Owner> owner)
      : folder_(folder), set_(set), owner_(owner) {}

  Result<void> write_set();

 private:
  [[nodiscard]] std::string shown(const std::string& path) const {
    return redact_word(set_.shown_folder + "/" + path);
  }
  [[nodiscard]] tl::unexpected<Error> trouble(const std::string& what, const std::string& path,
                                              int os_error) const {
    return fail("cannot " + what + " " + shown(path) + ": " + error_text(os_error), os_error);
  }
  [[nodiscard]] Result<Place> place_of(const std::string& path) const;
  Result<Directory> make_folder(const NewFolder& wanted);
  Result<void> own_new_folder(const Directory& made, const NewFolder& wanted) const;
  Result<void> mend_mode(const Directory& found, const NewFolder& wanted);
  Result<void> make_staging_folder();
  Result<void> add_step(const std::string& path, std::optional<StagedFile> staged);
  Result<void> stage_files();
  [[nodiscard]] Result<void> check_seen(const Step& step, int folder,
                                        const std::string& name) const;
  Result<void> set_aside(Step& step, const std::string& backup) const;
  Result<void> replace(Step& step, const std::string& backup) const;

  const Directory& folder_;
  const FileSet& set_;
  std::optional<Owner> owner_;
  UndoLog undo_;
};

Result<Place> FileSetWriter::place_of(const std::string& path) const {
  auto place = find_place(folder_, path);
  if (!place) return trouble("write", path, place.error().os_error);
  if (!*place) return trouble("write", path, ENOENT);
  return std::move(**place);
}

Result<Directory> FileSetWriter::make_folder(const NewFolder& wanted) {
  auto place = place_of(wanted.path);
  if (!place) return fail(place.error());
  undo_.expect_folder();
  const mode_t mask = ::umask(0);  // one of 0700 would keep us from opening what we made
  const bool is_new = ::mkdirat(place->folder.number(), place->name.c_str(), kOwnerAlone) == 0;
  ::umask(mask);
  if (!is_new && errno != EEXIST) return trouble("make the folder", wanted.path, errno);
  const Place& kept = is_new ? undo_.made_folder(std::move(*place)) : *place;
  auto found = kept.folder.open_below(kept.name);
  if (!found && found.error().os_error == ENOTDIR) {
    return fail(shown(wanted.path) + " is there and is no folder");  // nor may it be a link to one
  }
  if (!found) return trouble("open", wanted.path, found.error().os_error);
  if (!*found) return trouble("open", wanted.path, ENOENT);
  auto done = is_new ? own_new_folder(**found, wanted) : mend_mode(**found, wanted);
  if (!done) return fail(done.error());
  return std::move(**found);
}

Result<void> FileSetWriter::own_new_folder(const Directory& made, const NewFolder& wanted) const {
  struct stat status {};
  if (::fstat(made.number(), &status) != 0) return trouble("find", wanted.path, errno);
  // Whoever may write into the outer folder can have put another one in the place of ours, and be
  // it one of root's. Ours is empty.
  if (status.st_uid != ::geteuid() || !made.is_empty()) return trouble("own", wanted.path, EPERM);
  if (owner_) {
    const auto given = give_to(made.number(), *owner_);
    if (!given) return trouble("own", wanted.path, given.error().os_error);
  }
  if (::fchmod(made.number(), wanted.mode) == 0) return {};
  return trouble("set the permissions of", wanted.path, errno);
}

// The folder was there, and keeps its owner. Its permissions are changed where they show a secret,
// or keep a container's user out.
Result<void> FileSetWriter::mend_mode(const Directory& found, const NewFolder& wanted) {
  struct stat status {};
  if (::fstat(found.number(), &status) != 0) return trouble("find", wanted.path, errno);
  const unsigned mode = status.st_mode & kPermissions;
  if (mode_suffices(mode, wanted.mode)) return {};
  // Root does not change the folder of a third one who is neither root nor the tree's owner. Nor
  // does it open one of its own to others: the tree's owner can have given it this name.
  const bool is_of_owner = !owner_ || status.st_uid == owner_->user;
  const bool is_closed_further = status.st_uid == 0 && (wanted.mode & ~mode) == 0;
  if (!is_of_owner && !is_closed_further) {
    return fail(shown(wanted.path) + " is not of the tree's owner, so its permissions stay: " +
                    "change them, or move it away",
                EPERM);
  }
  auto kept = found.duplicate();
  if (!kept) return trouble("open", wanted.path, kept.error().os_error);
  undo_.changed_mode(std::move(*kept), mode);
  if (::fchmod(found.number(), wanted.mode) == 0) return {};
  return trouble("set the permissions of", wanted.path, errno);
}

Result<void> FileSetWriter::make_staging_folder() {
  auto place = place_of(set_.staging);
  if (!place) return fail(place.error());
  auto folder = make_folder({set_.staging, kOwnerAlone});
  if (!folder) return fail(folder.error());
  undo_.use_staging(std::move(*place), std::move(*folder));
  return {};
}

Result<void> FileSetWriter::add_step(const std::string& path, std::optional<StagedFile> staged) {
  auto place = place_of(path);
  if (!place) return fail(place.error());
  const auto seen = set_.seen.find(path);
  undo_.steps().push_back(
      {std::move(*place), path, std::move(staged),
       seen == set_.seen.end() ? std::nullopt : std::optional<FileIdentity>(seen->second), "",
       false});
  return {};
}

Result<void> FileSetWriter::stage_files() {
  for (const NewFile& file : set_.files) {
    auto staged = stage_file(undo_.staging().number(), name_of_new(undo_.steps().size()),
                             file.content, file.mode, owner_);
    if (!staged) return trouble("write", file.path, staged.error().os_error);
    if (auto added = add_step(file.path, std::move(*staged)); !added) return added;
  }
  for (const std::string& path : set_.removed) {
    if (auto added = add_step(path, std::nullopt); !added) return added;
  }
  return {};
}

// That what has this name is the file that was looked at when its end was decided.
Result<void> FileSetWriter::check_seen(const Step& step, int folder,
                                       const std::string& name) const {
  const auto found = identity_of(folder, name);
  if (!found) return trouble("replace", step.path, found.error().os_error);
  if (!*found) return fail(shown(step.path) + " is there and is no regular file");
  if (*found == step.seen) return {};
  return fail(shown(step.path) + " was changed meanwhile, so it stays as it is");
}

// Gives the old file a second name, so that the first is never missing, and makes sure that it is
// the file that was looked at.
Result<void> FileSetWriter::set_aside(Step& step, const std::string& backup) const {
  const int folder = step.target.folder.number();
  const char* name = step.target.name.c_str();
  const int staging = undo_.staging().number();
  if (auto checked = check_seen(step, folder, step.target.name); !checked) {
    return checked.error().os_error == ENOENT ? Result<void>() : checked;
  }
  // Some file systems have no second names to give.
  if (::linkat(folder, name, staging, backup.c_str(), 0) != 0 &&
      ::renameat(folder, name, staging, backup.c_str()) != 0) {
    return trouble("replace", step.path, errno);
  }
  step.backup = backup;
  return check_seen(step, staging, backup);
}

Result<void> FileSetWriter::replace(Step& step, const std::string& backup) const {
  if (auto aside = set_aside(step, backup); !aside) return aside;
  const int folder = step.target.folder.number();
  if (step.staged) {
    const auto placed = step.backup.empty()
                            ? step.staged->put_in_free_place(folder, step.target.name)
                            : step.staged->put_in_place(folder, step.target.name);
    if (!placed) return trouble("write", step.path, placed.error().os_error);
  } else if (::unlinkat(folder, step.target.name.c_str(), 0) != 0 && errno != ENOENT) {
    return trouble("write", step.path, errno);
  }
  step.replaced = true;
  return {};
}

Result<void> FileSetWriter::write_set() {
  for (const NewFolder& wanted : set_.folders) {  // before a secret is in one
    if (const auto made = make_folder(wanted); !made) return fail(made.error());
  }
  if (auto made = make_staging_folder(); !made) return made;
  if (auto staged = stage_files(); !staged) return staged;
  std::size_t number = 0;
  for (Step& step : undo_.steps()) {
    if (auto replaced = replace(step, name_of_old(number++)); !replaced) return replaced;
  }
  undo_.commit();
  return {};
}

}  // namespace

Result<void> write_all_or_none(const Directory& folder, const FileSet& set) {
  if (set.files.size() + set.removed.size() > kMostFilesInSet) return fail("too many files", E2BIG);
  struct stat status {};
  if (::fstat(folder.number(), &status) != 0) {
    return fail("cannot find " + redact_word(set.shown_folder) + ": " + error_text(errno), errno);
  }
  // Nobody but root can give files away.
  const auto owner =
      ::geteuid() == 0 ? std::optional<Owner>({status.st_uid, status.st_gid}) : std::nullopt;
  return FileSetWriter(folder, set, owner).write_set();
}

Result<bool> remove_unfinished(const Directory& folder, const std::string& staging,
                               const MayBeOurs& may_be_ours) {
  const auto place = find_place(folder, staging);
  if (!place) return fail(" cannot be found: " + place.error().message, place.error().os_error);
  if (!*place) return false;
  return remove_staging_folder(**place, may_be_ours);
}

}  // namespace proxyenv::os
