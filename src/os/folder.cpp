// SPDX-License-Identifier: Apache-2.0
#include "os/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "os/staged_file.hpp"

namespace proxyenv::os {

namespace {

// The path without links, `..` and double slashes; empty if it does not exist.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : std::string();
}

}  // namespace

Result<Descriptor> lock_folder(const std::string& path) {
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return Descriptor();
  if (::flock(folder.number(), LOCK_EX | LOCK_NB) == 0) return folder;
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

void remove_staged_files(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
  if (entries == nullptr) return;
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string_view name(&entry->d_name[0]);
    if (is_name_of_staged_file(name)) ::unlink((folder + "/" + std::string(name)).c_str());
  }
}

bool remove_if_empty(const std::string& path) {
  return ::rmdir(path.c_str()) == 0;
}

}  // namespace proxyenv::os
