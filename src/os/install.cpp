// SPDX-License-Identifier: Apache-2.0
#include "os/install.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "core/redaction.hpp"
#include "os/file.hpp"

namespace proxyenv::os {

namespace {

constexpr mode_t kMode = 0755;

Result<Descriptor> open_self() {
  auto self = open_to_read("/proc/self/exe");
  if (self) return self;
  return open_to_read(std::string(path_given_to_exec()));  // no /proc here
}

// A temporary file that is gone again unless it was renamed.
class TemporaryFile {
 public:
  // In the folder of the final path, with a short name: a long one may leave no room for more.
  explicit TemporaryFile(const std::string& final_path)
      : path_(final_path.substr(0, final_path.rfind('/') + 1) + ".proxyenv.XXXXXX") {
    file_ = Descriptor(::mkostemp(path_.data(), O_CLOEXEC));
    error_ = file_.is_open() ? 0 : errno;
  }
  ~TemporaryFile() {
    if (file_.is_open() && !renamed_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] int error() const { return error_; }
  [[nodiscard]] int number() const { return file_.number(); }
  bool rename_to(const std::string& final_path) {
    renamed_ = std::rename(path_.c_str(), final_path.c_str()) == 0;
    return renamed_;
  }

 private:
  std::string path_;
  Descriptor file_;
  int error_ = 0;
  bool renamed_ = false;
};

// A device or a FIFO must not vanish behind a file of its name.
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

  TemporaryFile copy(target);
  if (copy.error() != 0) return fail(what + error_text(copy.error()), copy.error());
  if (const auto written = write_all(copy.number(), *program); !written) {
    return fail(what + written.error().message, written.error().os_error);
  }
  // Data before name: after a crash the name must not stand for an empty file.
  const bool synced = ::fsync(copy.number()) == 0 || errno == EINVAL || errno == ENOTSUP;
  if (!synced || ::fchmod(copy.number(), kMode) != 0 || !copy.rename_to(target)) {
    return fail(what + error_text(errno), errno);
  }
  return {};
}

}  // namespace proxyenv::os
