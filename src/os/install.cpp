// SPDX-License-Identifier: Apache-2.0
#include "os/install.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

#include "core/redaction.hpp"
#include "os/companion.hpp"
#include "os/directory.hpp"
#include "os/file.hpp"
#include "os/file_state.hpp"
#include "os/folder.hpp"
#include "os/staged_file.hpp"

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
  if (auto folder = Directory::open(path)) {
    const std::string between = path.ends_with('/') ? "" : "/";
    return Destination{std::move(*folder), std::string(kLauncherName),
                       path + between + std::string(kLauncherName)};
  }
  const std::size_t name = path.rfind('/') + 1;
  auto folder = Directory::open(name == 0 ? "." : path.substr(0, name));
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

// Whoever holds the folder's lock takes a name that no other file has, so that what a killed
// install left under it can be removed. Where the lock cannot be had, another install may be under
// way, and the name is one of many.
std::string name_for_staging(const Directory& folder, bool is_locked) {
  std::string name = ".proxyenv-install";
  if (is_locked) {
    ::unlinkat(folder.number(), name.c_str(), 0);
    return name;
  }
  std::uint64_t random = 0;
  [[maybe_unused]] const ssize_t got = ::getrandom(&random, sizeof(random), GRND_NONBLOCK);
  return name + "-" + std::to_string(random);
}

}  // namespace

Result<void> install_self(const std::string& path) {
  const auto destination = find_destination(path);
  const std::string what =
      "cannot install to '" + redact_word(destination ? destination->shown : path) + "': ";
  if (!destination) return with_context(what, destination.error());
  if (!can_be_replaced(*destination)) return fail(what + "it exists and is not a regular file");
  const auto self = open_self();
  if (!self) return fail("cannot read this program: " + self.error().message);
  const auto program = read_all(self->number(), kLargestFile);
  if (!program) return fail("cannot read this program: " + program.error().message);

  const int folder = destination->folder.number();
  const auto lock = lock_folder(destination->folder);
  const bool is_locked = lock && lock->is_open();
  auto copy = stage_file(folder, name_for_staging(destination->folder, is_locked), *program, kMode);
  if (!copy) return with_context(what, copy.error());
  const auto placed = copy->put_in_place(folder, destination->name);
  if (!placed) return with_context(what, placed.error());
  return {};
}

}  // namespace proxyenv::os
