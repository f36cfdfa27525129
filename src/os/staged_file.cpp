// SPDX-License-Identifier: Apache-2.0
#include "os/staged_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "os/staging_folder.hpp"

namespace proxyenv::os {

namespace {

// Writes all of a new file, to the disk.
Result<void> fill(int file, std::string_view content, unsigned mode, std::optional<Owner> owner) {
  if (auto written = write_all(file, content); !written) return written;
  if (owner) {
    if (auto given = give_to(file, *owner); !given) return given;
  }
  // Some file systems do not support synchronization.
  const bool synced = ::fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP;
  if (!synced || ::fchmod(file, mode) != 0) return fail(error_text(errno), errno);
  return {};
}

}  // namespace

Result<void> give_to(int file, const Owner& owner) {
  if (::fchown(file, owner.user, owner.group) == 0) return {};
  const bool is_unknown = errno == EPERM || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
  return is_unknown ? Result<void>() : fail(error_text(errno), errno);
}

StagedFile::StagedFile(int folder, std::string name) : folder_(folder), name_(std::move(name)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : folder_(other.folder_), name_(std::exchange(other.name_, {})) {}

StagedFile::~StagedFile() {
  if (!name_.empty()) remove_for_certain(folder_, name_.c_str(), 0);
}

Result<void> StagedFile::put_in_place(int folder, const std::string& name) {
  if (::renameat(folder_, name_.c_str(), folder, name.c_str()) != 0) {
    return fail(error_text(errno), errno);
  }
  name_.clear();
  return {};
}

Result<void> StagedFile::put_in_free_place(int folder, const std::string& name) {
  if (::renameat2(folder_, name_.c_str(), folder, name.c_str(), RENAME_NOREPLACE) == 0) {
    name_.clear();
    return {};
  }
  // Some file systems know only the other rename.
  if (errno == EINVAL || errno == ENOSYS) return put_in_place(folder, name);
  return fail(error_text(errno), errno);
}

Result<StagedFile> stage_file(int folder, std::string name, std::string_view content, unsigned mode,
                              std::optional<Owner> owner) {
  constexpr int kNewFile = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const Descriptor file(::openat(folder, name.c_str(), kNewFile, 0600));
  if (!file.is_open()) return fail(error_text(errno), errno);
  StagedFile staged(folder, std::move(name));
  if (auto filled = fill(file.number(), content, mode, owner); !filled) {
    return fail(filled.error());
  }
  return staged;
}

Result<std::optional<UnnamedFile>> UnnamedFile::make(int folder, std::string_view content,
                                                     unsigned mode) {
  Descriptor file(::openat(folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600));
  if (!file.is_open()) return std::nullopt;
  if (auto filled = fill(file.number(), content, mode, std::nullopt); !filled) {
    return fail(filled.error());
  }
  return UnnamedFile(std::move(file));
}

bool UnnamedFile::give_name(int folder, const std::string& name) const {
  // Root needs no /proc for that. Newer kernels ask nobody for it.
  if (::linkat(file_.number(), "", folder, name.c_str(), AT_EMPTY_PATH) == 0) return true;
  const std::string path = "/proc/self/fd/" + std::to_string(file_.number());
  return ::linkat(AT_FDCWD, path.c_str(), folder, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

std::optional<StagedFile> UnnamedFile::stage(int folder, const std::string& name) const {
  if (!give_name(folder, name)) return std::nullopt;
  return StagedFile(folder, name);
}

}  // namespace proxyenv::os
