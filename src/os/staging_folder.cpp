// SPDX-License-Identifier: Apache-2.0
#include "os/staging_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/file.hpp"

namespace proxyenv::os {

namespace {

Result<bool> is_file_of_ours(int folder, const std::string& name, const MayBeOurs& may_be_ours) {
  const Descriptor file(
      ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file.is_open() && errno == ELOOP) return false;
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0) {
    return fail(error_text(errno), errno);
  }
  if (!S_ISREG(status.st_mode)) return false;
  const auto head = read_head(file.number(), kHeadBytes);
  if (!head) return fail(head.error());
  return may_be_ours(*head);
}

Result<void> remove_file_of_ours(int folder, const std::string& name,
                                 const MayBeOurs& may_be_ours) {
  const auto is_ours = is_file_of_ours(folder, name, may_be_ours);
  if (!is_ours && is_ours.error().os_error == ENOENT) return {};
  if (!is_ours) return fail("/" + name + " cannot be looked at: " + is_ours.error().message);
  if (!*is_ours) return fail("/" + name + " is none of ours: move it away");
  if (remove_for_certain(folder, name.c_str(), 0)) return {};
  return fail("/" + name + " cannot be removed: " + error_text(errno), errno);
}

}  // namespace

std::string name_of_new(std::size_t number) {
  return "new-" + std::to_string(number);
}

std::string name_of_old(std::size_t number) {
  return "old-" + std::to_string(number);
}

bool remove_for_certain(int folder, const char* name, int flags) {
  constexpr int kTries = 2;
  for (int i = 0; i < kTries; ++i) {
    if (::unlinkat(folder, name, flags) == 0 || errno == ENOENT) return true;
  }
  return false;
}

Result<bool> remove_staging_folder(const Place& place, const MayBeOurs& may_be_ours) {
  const auto folder = place.folder.open_below(place.name);
  if (!folder && folder.error().os_error == ENOTDIR) return fail(" is there and is no folder");
  if (!folder) return fail(" cannot be opened: " + folder.error().message, folder.error().os_error);
  if (!*folder) return false;
  for (std::size_t number = 0; number < kMostFilesInSet; ++number) {
    for (const std::string& name : {name_of_new(number), name_of_old(number)}) {
      const auto removed = remove_file_of_ours((*folder)->number(), name, may_be_ours);
      if (!removed) return fail(removed.error());
    }
  }
  return remove_for_certain(place.folder.number(), place.name.c_str(), AT_REMOVEDIR);
}

}  // namespace proxyenv::os
