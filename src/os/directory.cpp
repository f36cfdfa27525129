// SPDX-License-Identifier: Apache-2.0
#include "os/directory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <memory>
#include <utility>

namespace proxyenv::os {

namespace {

// With fewer bits, readdir and fstat fail with EOVERFLOW where the file system's numbers are
// larger.
static_assert(sizeof(off_t) == 8 && sizeof(ino_t) == 8 && sizeof(time_t) == 8);

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

FileIdentity identity(const struct stat& status) {
  return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
          status.st_mtim.tv_nsec};
}

}  // namespace

Result<Directory> Directory::open(const std::string& path) {
  // O_PATH, since a folder that one may enter and not list will do.
  Descriptor folder(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return fail(error_text(errno), errno);
  return Directory(std::move(folder));
}

Result<std::optional<Directory>> Directory::open_below(std::string_view path) const {
  Descriptor folder(::openat(number(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
  while (folder.is_open() && !path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string name(path.substr(0, end));
    if (name.empty() || name == "." || name == "..") return fail("no name of a file", EINVAL);
    folder = Descriptor(::openat(folder.number(), name.c_str(), kFolderFlags | O_NOFOLLOW));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  if (folder.is_open()) return Directory(std::move(folder));
  if (errno == ENOENT) return std::nullopt;
  // O_NOFOLLOW tells a link by ELOOP, and with O_DIRECTORY by ENOTDIR.
  const int os_error = errno == ELOOP ? ENOTDIR : errno;
  return fail(error_text(os_error), os_error);
}

bool Directory::is_empty() const {
  // Opened once more, since this may be an O_PATH.
  Descriptor opened(::openat(number(), ".", kFolderFlags));
  const std::unique_ptr<DIR, CloseFolder> folder(::fdopendir(opened.number()));
  if (folder == nullptr) return false;
  [[maybe_unused]] const int is_of_folder_now = opened.release();
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") return false;
  }
  return errno == 0;
}

Result<Directory> Directory::duplicate() const {
  Descriptor second(::fcntl(number(), F_DUPFD_CLOEXEC, 0));
  if (!second.is_open()) return fail(error_text(errno), errno);
  return Directory(std::move(second));
}

Result<std::optional<Place>> find_place(const Directory& folder, std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const bool is_deeper = slash != std::string_view::npos;
  auto inner = folder.open_below(is_deeper ? path.substr(0, slash) : std::string_view());
  if (!inner) return fail(inner.error());
  if (!*inner) return std::nullopt;
  return Place{std::move(**inner), std::string(is_deeper ? path.substr(slash + 1) : path)};
}

Result<std::optional<Descriptor>> open_file_below(const Directory& folder, std::string_view path) {
  const auto place = find_place(folder, path);
  if (!place) return fail(place.error());
  if (!*place) return std::nullopt;
  // O_NONBLOCK does not wait for the writer of a FIFO.
  Descriptor file(::openat((*place)->folder.number(), (*place)->name.c_str(),
                           O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  if (!file.is_open() && errno == ELOOP) return fail("a symbolic link", ELOOP);
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0) {
    return fail(error_text(errno), errno);
  }
  if (!S_ISREG(status.st_mode)) return fail("not a regular file");
  return file;
}

Result<std::optional<FileState>> look_at_file(const Directory& folder, const std::string& path,
                                              SeenFiles& seen) {
  const auto file = open_file_below(folder, path);
  if (!file) return fail(file.error());
  if (!*file) return std::nullopt;
  struct stat status {};
  if (::fstat((*file)->number(), &status) != 0) return fail(error_text(errno), errno);
  auto content = read_all((*file)->number(), kLargestFile);
  if (!content) return fail(content.error());
  seen[path] = identity(status);
  return FileState{std::move(*content), status.st_mode & kPermissions};
}

Result<std::optional<FileIdentity>> identity_of(int folder, const std::string& name) {
  struct stat status {};
  if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return fail(error_text(errno), errno);
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return identity(status);
}

}  // namespace proxyenv::os
