// SPDX-License-Identifier: Apache-2.0
#include "os/folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>

#include "os/file_state.hpp"

namespace proxyenv::os {

namespace {

// The path without links, `..` and double slashes; empty if it does not exist.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : std::string();
}

}  // namespace

Result<Descriptor> lock_folder(const Directory& folder) {
  // Opened once more, since the lock belongs to what was opened and this may be an O_PATH.
  Descriptor lock(::openat(folder.number(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!lock.is_open()) return Descriptor();
  if (::flock(lock.number(), LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return fail("another one is at work in this folder", errno);
  return Descriptor();
}

std::function<std::string(const std::string&)> make_path_shortener(const std::string& folder) {
  return [root = real_path(folder)](const std::string& path) {
    // Only the path of the file's folder is resolved, since the file itself may be missing, or a
    // link to another place.
    const std::size_t name = path.rfind('/') + 1;
    const std::string parent = real_path(path.substr(0, name));
    if (root.empty() || parent.empty()) return path;
    if (parent == root) return path.substr(name);
    const std::string above = root == "/" ? root : root + "/";
    return parent.starts_with(above) ? parent.substr(above.size()) + "/" + path.substr(name) : path;
  };
}

Result<bool> remove_if_empty(const Directory& folder, const std::string& path) {
  const auto place = find_place(folder, path);
  if (!place) return fail(place.error());
  if (!*place) return false;
  const int parent = (*place)->folder.number();
  const char* const name = (*place)->name.c_str();
  if (::unlinkat(parent, name, AT_REMOVEDIR) == 0) return true;
  const int error = errno;
  if (error == ENOENT || error == ENOTEMPTY || error == EEXIST) return false;
  // Where nothing can be written, Linux does not look whether the folder is there.
  struct stat status {};
  const bool is_missing =
      ::fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
  if (is_missing) return false;
  return fail(error_text(error), error);
}

Result<bool> needs_mode(const Directory& folder, const std::string& path, unsigned wanted) {
  const auto found = folder.open_below(path);
  if (!found) return fail(found.error());
  if (!*found) return false;
  struct stat status {};
  if (::fstat((*found)->number(), &status) != 0) return fail(error_text(errno), errno);
  return !mode_suffices(status.st_mode & kPermissions, wanted);
}

}  // namespace proxyenv::os
