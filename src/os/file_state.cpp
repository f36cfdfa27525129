// SPDX-License-Identifier: Apache-2.0
#include "os/file_state.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

namespace proxyenv::os {

Result<std::optional<FileState>> read_file(const std::string& path, int folder) {
  const auto file = open_regular_file(path, folder);
  if (!file) {
    const int os_error = file.error().os_error;
    if (os_error != ENOENT && os_error != ENOTDIR) return fail(file.error());
    struct stat status {};
    if (::fstatat(folder, path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
    return fail("a symbolic link that leads nowhere");
  }
  auto content = read_all(file->number(), kLargestFile);
  if (!content) return fail(content.error());
  struct stat status {};
  if (::fstat(file->number(), &status) != 0) return fail(error_text(errno), errno);
  return FileState{std::move(*content), status.st_mode & kPermissions};
}

bool mode_suffices(unsigned found, unsigned wanted) {
  constexpr unsigned kOthers = 0077;
  constexpr unsigned kReadAndRun = 0555;
  const bool is_private = (wanted & kOthers) == 0;
  return !(is_private && (found & kOthers) != 0) && (wanted & ~found & kReadAndRun) == 0;
}

}  // namespace proxyenv::os
