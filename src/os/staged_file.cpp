// SPDX-License-Identifier: Apache-2.0
#include "os/staged_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "os/file.hpp"

namespace proxyenv::os {

namespace {

constexpr std::string_view kBeginning = ".proxyenv.";
constexpr std::string_view kSixLetters = "XXXXXX";  // replaced by mkostemp(3)

}  // namespace

std::string template_beside(const std::string& target) {
  return target.substr(0, target.rfind('/') + 1).append(kBeginning).append(kSixLetters);
}

bool is_name_of_staged_file(std::string_view name) {
  return name.starts_with(kBeginning) && name.size() == kBeginning.size() + kSixLetters.size();
}

StagedFile::StagedFile(std::string path, std::string target)
    : path_(std::move(path)), target_(std::move(target)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), target_(std::move(other.target_)) {}

StagedFile::~StagedFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

Result<void> StagedFile::put_in_place() {
  if (std::rename(path_.c_str(), target_.c_str()) != 0) return fail(error_text(errno), errno);
  path_.clear();
  return {};
}

Result<StagedFile> stage_file(const std::string& target, std::string_view content, unsigned mode,
                              std::optional<Owner> owner) {
  std::string path = template_beside(target);
  const Descriptor file(::mkostemp(path.data(), O_CLOEXEC));
  if (!file.is_open()) return fail(error_text(errno), errno);
  StagedFile staged(std::move(path), target);
  if (const auto written = write_all(file.number(), content); !written) {
    return fail(written.error());
  }
  if (owner) {
    [[maybe_unused]] const int changed = ::fchown(file.number(), owner->user, owner->group);
  }
  // Some file systems do not support synchronization.
  const bool synced = ::fsync(file.number()) == 0 || errno == EINVAL || errno == ENOTSUP;
  if (!synced || ::fchmod(file.number(), mode) != 0) return fail(error_text(errno), errno);
  return staged;
}

}  // namespace proxyenv::os
