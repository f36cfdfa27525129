// SPDX-License-Identifier: Apache-2.0
#include "os/owners_rights.hpp"

#include <grp.h>
#include <linux/securebits.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "os/staged_file.hpp"

namespace proxyenv::os {

namespace {

// setfsuid(2) and setfsgid(2) return the old number, whether they worked or not.
bool is_user_of_files(uid_t user) {
  return static_cast<uid_t>(::setfsuid(static_cast<uid_t>(-1))) == user;
}
bool is_group_of_files(gid_t group) {
  return static_cast<gid_t>(::setfsgid(static_cast<gid_t>(-1))) == group;
}

// As long as it lives, the kernel opens files as if this user did, without root's capabilities
// (capabilities(7), "Effect of user ID changes on capabilities").
class OwnersRights {
 public:
  explicit OwnersRights(const Owner& owner) {
    const int count = ::getgroups(0, nullptr);
    if (count < 0) return;
    groups_.resize(static_cast<std::size_t>(count));
    if (::getgroups(count, groups_.data()) != count || ::setgroups(0, nullptr) != 0) return;
    has_no_groups_ = true;
    ::setfsgid(owner.group);
    ::setfsuid(owner.user);
    const int bits = ::prctl(PR_GET_SECUREBITS, 0, 0, 0, 0);
    const bool keeps_capabilities = bits < 0 || (bits & SECBIT_NO_SETUID_FIXUP) != 0;
    are_taken_ =
        !keeps_capabilities && is_user_of_files(owner.user) && is_group_of_files(owner.group);
  }
  OwnersRights(const OwnersRights&) = delete;
  OwnersRights& operator=(const OwnersRights&) = delete;
  ~OwnersRights() {
    if (!has_no_groups_) return;
    ::setfsuid(::geteuid());
    ::setfsgid(::getegid());
    // Fewer groups than before would only make more errors.
    [[maybe_unused]] const int restored = ::setgroups(groups_.size(), groups_.data());
  }

  // False where the process may not do that.
  [[nodiscard]] bool are_taken() const { return are_taken_; }

 private:
  std::vector<gid_t> groups_;
  bool has_no_groups_ = false;
  bool are_taken_ = false;
};

// A file that nobody could have put there who may not read it.
Result<std::optional<FileState>> read_file_of_folder(const Directory& folder,
                                                     const std::string& path) {
  const auto file = open_file_below(folder, path);
  if (!file) return fail(file.error());
  if (!*file) return std::nullopt;
  struct stat status {};
  if (::fstat((*file)->number(), &status) != 0) return fail(error_text(errno), errno);
  if (status.st_nlink > 1) return fail("it has another name", EPERM);
  auto content = read_all((*file)->number(), kLargestFile);
  if (!content) return fail(content.error());
  return FileState{std::move(*content), status.st_mode & kPermissions};
}

bool is_denied(const Error& error) {
  return error.os_error == EACCES || error.os_error == EPERM;
}

}  // namespace

Result<std::optional<FileState>> read_with_owners_rights(const Directory& folder,
                                                         const std::string& path) {
  struct stat status {};
  if (::fstat(folder.number(), &status) != 0) return fail(error_text(errno), errno);
  const Owner owner{status.st_uid, status.st_gid};
  if (::geteuid() != 0 || owner.user == 0) return read_file(path, folder.number());
  {
    const OwnersRights rights(owner);
    if (rights.are_taken()) {
      auto read = read_file(path, folder.number());
      if (read || !is_denied(read.error())) return read;
    }
  }
  auto read = read_file_of_folder(folder, path);
  if (read || read.error().os_error == EFBIG) return read;
  return fail("the owner of that folder may not read what it leads to", EACCES);
}

}  // namespace proxyenv::os
