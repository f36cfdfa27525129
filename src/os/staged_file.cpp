// SPDX-License-Identifier: Apache-2.0
#include "os/staged_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "os/file.hpp"

namespace proxyenv::os {

StagedFile::StagedFile(int folder, std::string name) : folder_(folder), name_(std::move(name)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : folder_(other.folder_), name_(std::exchange(other.name_, {})) {}

StagedFile::~StagedFile() {
  if (!name_.empty()) ::unlinkat(folder_, name_.c_str(), 0);
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
  if (const auto written = write_all(file.number(), content); !written) {
    return fail(written.error());
  }
  if (owner) {
    [[maybe_unused]] const int changed = ::fchown(file.number(), owner->user, owner->group);
  }
  // Some file systems do not support synchronization.
  const bool synced = ::fsync(file.number()) == 0 || errno == EINVAL || errno == ENOTSUP;
  if (!synced || ::fchmod(file.number(), mode) != 0) return fail(error_text(errno), errno);
  return staged;
}

}  // namespace proxyenv::os
