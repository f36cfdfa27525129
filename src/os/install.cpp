// SPDX-License-Identifier: Apache-2.0
#include "os/install.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "core/redaction.hpp"
#include "os/companion.hpp"
#include "os/directory.hpp"
#include "os/file.hpp"
#include "os/file_state.hpp"
#include "os/folder.hpp"
#include "os/staged_file.hpp"
#include "os/staging_folder.hpp"

namespace proxyenv::os {

namespace {

constexpr mode_t kMode = 0755;

Result<Descriptor> open_self() {
  auto self = open_to_read("/proc/self/exe");
  if (self) return self;
  return open_to_read(std::string(path_given_to_exec()));  // there is no /proc
}

struct Destination {
  Directory folder;
  std::string name;   // of the new file in it
  std::string shown;  // the path, for messages
};

Result<Destination> find_destination(const std::string& path) {
  auto folder = Directory::open(path);
  if (folder) {
    const std::string between = path.ends_with('/') ? "" : "/";
    return Destination{std::move(*folder), std::string(kLauncherName),
                       path + between + std::string(kLauncherName)};
  }
  // A folder that cannot be opened is no name for a file: /bin may be a link to one.
  const int os_error = folder.error().os_error;
  if (os_error != ENOENT && os_error != ENOTDIR) return fail(folder.error());
  const std::size_t name = path.rfind('/') + 1;
  folder = Directory::open(name == 0 ? "." : path.substr(0, name));
  if (!folder) return fail(folder.error());
  return Destination{std::move(*folder), path.substr(name), path};
}

// A device or a FIFO must not vanish behind a file of its name.
bool can_be_replaced(const Destination& destination) {
  struct stat status {};
  const bool is_there = ::fstatat(destination.folder.number(), destination.name.c_str(), &status,
                                  AT_SYMLINK_NOFOLLOW) == 0;
  return !is_there || S_ISREG(status.st_mode) || S_ISLNK(status.st_mode);
}

// Whether a killed install left this file: it holds the first bytes of the program, or all.
bool is_left_by_killed(int folder, const std::string& name, std::string_view program) {
  const Descriptor file(
      ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat status {};
  const bool is_regular =
      file.is_open() && ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode);
  if (!is_regular || static_cast<std::uintmax_t>(status.st_size) > program.size()) return false;
  const auto content = read_head(file.number(), program.size());
  return content && program.starts_with(*content);
}

bool is_free(int folder, const std::string& name) {
  struct stat status {};
  return ::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
}

// The name of the file beside the destination. Whoever holds the folder's lock takes the one of
// which the rest of a killed install can be removed. Where the lock cannot be had, another install
// may be under way. Then, and where a file of somebody's has that name, it is one of many.
std::string name_for_staging(const Directory& folder, std::string_view program, bool is_locked) {
  std::string name = ".proxyenv-install";
  if (is_locked && is_left_by_killed(folder.number(), name, program)) {
    remove_for_certain(folder.number(), name.c_str(), 0);
  }
  if (is_locked && is_free(folder.number(), name)) return name;
  std::uint64_t random = 0;
  [[maybe_unused]] const ssize_t got = ::getrandom(&random, sizeof(random), GRND_NONBLOCK);
  return name + "-" + std::to_string(random);
}

Result<void> install_to(const Destination& destination, std::string_view program) {
  const int folder = destination.folder.number();
  const auto lock = lock_folder(destination.folder);
  const std::string name = name_for_staging(destination.folder, program, lock && lock->is_open());
  const auto unnamed = UnnamedFile::make(folder, program, kMode);
  if (!unnamed) return fail(unnamed.error());
  if (*unnamed && (*unnamed)->give_name(folder, destination.name)) return {};
  if (*unnamed) {
    auto copy = (*unnamed)->stage(folder, name);
    if (copy) return copy->put_in_place(folder, destination.name);
  }
  auto copy = stage_file(folder, name, program, kMode);
  if (!copy) return fail(copy.error());
  return copy->put_in_place(folder, destination.name);
}

}  // namespace

Result<void> install_self(const std::string& path) {
  const auto destination = find_destination(path);
  const std::string what =
      "cannot install to '" + redact_word(destination ? destination->shown : path) + "': ";
  if (!destination) return with_context(what, destination.error());
  if (!can_be_replaced(*destination)) return fail(what + "it exists and is not a regular file");
  const auto self = open_self();
  if (!self) return with_context("cannot read this program: ", self.error());
  const auto program = read_all(self->number(), kLargestFile);
  if (!program) return with_context("cannot read this program: ", program.error());
  const auto installed = install_to(*destination, *program);
  return installed ? Result<void>() : with_context(what, installed.error());
}

}  // namespace proxyenv::os
