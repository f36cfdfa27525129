// SPDX-License-Identifier: Apache-2.0
#include "os/install.hpp"

#include <sys/stat.h>

#include "core/redaction.hpp"
#include "os/file.hpp"
#include "os/staged_file.hpp"

namespace proxyenv::os {

namespace {

constexpr mode_t kMode = 0755;

Result<Descriptor> open_self() {
  auto self = open_to_read("/proc/self/exe");
  if (self) return self;
  return open_to_read(std::string(path_given_to_exec()));  // there is no /proc
}

// A device or a FIFO must not be replaced by the file.
bool can_be_replaced(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return true;
  return S_ISREG(status.st_mode) || S_ISLNK(status.st_mode);
}

std::string with_own_name(const std::string& destination) {
  struct stat status {};
  if (::stat(destination.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return destination;
  return destination + (destination.ends_with('/') ? "" : "/") + "proxyenv";
}

}  // namespace

Result<void> install_self(const std::string& destination) {
  const std::string target = with_own_name(destination);
  const std::string what = "cannot install to '" + redact_word(target) + "': ";
  if (!can_be_replaced(target)) return fail(what + "it exists and is not a regular file");
  const auto self = open_self();
  if (!self) return fail("cannot read this program: " + self.error().message);
  const auto program = read_all(self->number());
  if (!program) return fail("cannot read this program: " + program.error().message);

  auto copy = stage_file(target, *program, kMode);
  if (!copy) return with_context(what, copy.error());
  if (const auto placed = copy->put_in_place(); !placed) return with_context(what, placed.error());
  return {};
}

}  // namespace proxyenv::os
