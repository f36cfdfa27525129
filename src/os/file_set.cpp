// SPDX-License-Identifier: Apache-2.0
#include "os/file_set.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "core/redaction.hpp"

namespace proxyenv::os {

namespace {

constexpr unsigned kPermissions = 07777;

// Files under way, beside their places.
constexpr std::string_view kUnfinished = ".proxyenv.";
constexpr std::string_view kSixLetters = "XXXXXX";  // mkstemp(3)'s

std::string beside(const std::string& target) {
  return target.substr(0, target.rfind('/') + 1).append(kUnfinished).append(kSixLetters);
}

// Without links, `..` and double slashes; empty where nothing is there.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : std::string();
}

class Transaction {
 public:
  explicit Transaction(const FileSet& set) : set_(set) {}
  ~Transaction() {
    if (!committed_) take_back();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Result<void> run() {
    for (const auto step : {&Transaction::open, &Transaction::make_folders, &Transaction::stage,
                            &Transaction::replace}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    committed_ = true;
    for (const Step& step : steps_) {
      if (!step.backup.empty()) ::unlink(step.backup.c_str());
    }
    return {};
  }

 private:
  struct Step {
    std::string target;
    std::string staged;  // the new file; empty: the target goes
    std::string backup;  // the old one, once it was set aside
    bool replaced = false;
  };

  [[nodiscard]] std::string full(const std::string& path) const { return set_.folder + "/" + path; }

  [[nodiscard]] static tl::unexpected<Error> trouble(const std::string& what,
                                                     const std::string& path, int os_error) {
    return fail("cannot " + what + " " + redact_word(path) + ": " + error_text(os_error), os_error);
  }

  Result<void> open() {
    struct stat status {};
    if (::stat(set_.folder.c_str(), &status) != 0) return trouble("find", set_.folder, errno);
    if (!S_ISDIR(status.st_mode)) return trouble("write into", set_.folder, ENOTDIR);
    owner_ = status.st_uid;
    group_ = status.st_gid;
    return {};
  }

  void give_to_owner(const std::string& path) const {
    if (::geteuid() != 0) return;
    // A file system that knows no owners is no reason to fail.
    [[maybe_unused]] const int changed = ::lchown(path.c_str(), owner_, group_);
  }

  Result<void> make_folder(const std::string& path, unsigned mode) {
    struct stat status {};
    bool needs_mode = true;  // the umask has no say
    if (::lstat(path.c_str(), &status) != 0) {
      if (::mkdir(path.c_str(), mode) != 0) return trouble("make the folder", path, errno);
      made_folders_.push_back(path);
      give_to_owner(path);
    } else if (!S_ISDIR(status.st_mode)) {
      return fail(redact_word(path) + " is there and is no folder");  // a link to one neither
    } else {
      needs_mode = !serves(status.st_mode & kPermissions, mode);
      if (needs_mode) old_modes_.emplace_back(path, status.st_mode & kPermissions);
    }
    if (needs_mode && ::chmod(path.c_str(), mode) != 0) {
      return trouble("set the permissions of", path, errno);
    }
    return {};
  }

  Result<void> make_folders() {  // before a secret is in one
    for (const NewFolder& folder : set_.folders) {
      if (auto made = make_folder(full(folder.path), folder.mode); !made) return made;
    }
    return {};
  }

  Result<void> stage() {
    for (const NewFile& file : set_.files) {
      const std::string target = full(file.path);
      std::string staged = beside(target);
      Descriptor descriptor(::mkostemp(staged.data(), O_CLOEXEC));
      if (!descriptor.is_open()) return trouble("write", target, errno);
      steps_.push_back({target, staged, {}, false});
      if (const auto written = write_all(descriptor.number(), file.content); !written) {
        return trouble("write", target, written.error().os_error);
      }
      give_to_owner(staged);
      const bool synced = ::fsync(descriptor.number()) == 0 || errno == EINVAL || errno == ENOTSUP;
      if (!synced || ::fchmod(descriptor.number(), file.mode) != 0) {
        return trouble("write", target, errno);
      }
    }
    for (const std::string& path : set_.removed) steps_.push_back({full(path), {}, {}, false});
    return {};
  }

  Result<void> replace() {
    for (Step& step : steps_) {
      if (auto aside = set_aside(step); !aside) return aside;
      const bool done = step.staged.empty()
                            ? ::unlink(step.target.c_str()) == 0 || errno == ENOENT
                            : std::rename(step.staged.c_str(), step.target.c_str()) == 0;
      if (!done) return trouble("write", step.target, errno);
      step.replaced = true;
    }
    return {};
  }

  static Result<void> set_aside(Step& step) {
    struct stat status {};
    if (::lstat(step.target.c_str(), &status) != 0) return {};
    if (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)) {
      return fail(redact_word(step.target) + " is there and is no regular file");
    }
    std::string backup = beside(step.target);
    const Descriptor placeholder(::mkostemp(backup.data(), O_CLOEXEC));
    if (!placeholder.is_open()) return trouble("write beside", step.target, errno);
    // A second name, so that the first is never missing; some file systems have none to give.
    ::unlink(backup.c_str());
    if (::link(step.target.c_str(), backup.c_str()) != 0 &&
        std::rename(step.target.c_str(), backup.c_str()) != 0) {
      return trouble("replace", step.target, errno);
    }
    step.backup = std::move(backup);
    return {};
  }

  void take_back() {
    for (; !steps_.empty(); steps_.pop_back()) {
      const Step& step = steps_.back();
      if (!step.staged.empty()) {
        ::unlink(step.replaced ? step.target.c_str() : step.staged.c_str());
      }
      if (!step.backup.empty()) {
        [[maybe_unused]] const int back = std::rename(step.backup.c_str(), step.target.c_str());
      }
    }
    for (; !made_folders_.empty(); made_folders_.pop_back()) ::rmdir(made_folders_.back().c_str());
    for (const auto& [path, mode] : old_modes_) {
      [[maybe_unused]] const int back = ::chmod(path.c_str(), mode);
    }
  }

  const FileSet& set_;
  std::vector<Step> steps_;
  std::vector<std::string> made_folders_;
  std::vector<std::pair<std::string, unsigned>> old_modes_;
  uid_t owner_ = 0;
  gid_t group_ = 0;
  bool committed_ = false;
};

}  // namespace

Result<std::optional<FileState>> read_file(const std::string& path) {
  const auto file = open_regular_file(path);
  if (!file) {
    const int os_error = file.error().os_error;
    if (os_error != ENOENT && os_error != ENOTDIR) return fail(file.error());
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return std::nullopt;
    return fail("a symbolic link that leads nowhere");
  }
  constexpr std::size_t kLargest = std::size_t{64} << 20U;
  auto content = read_all(file->number(), kLargest);
  if (!content) return fail(content.error());
  struct stat status {};
  if (::fstat(file->number(), &status) != 0) return fail(error_text(errno), errno);
  return FileState{std::move(*content), status.st_mode & kPermissions};
}

std::function<std::string(const std::string&)> names_below(const std::string& folder) {
  return [root = real_path(folder)](const std::string& path) {
    // Of the file's folder: the file itself may be missing, or a link to somewhere else.
    const std::size_t name = path.rfind('/') + 1;
    const std::string parent = real_path(path.substr(0, name));
    if (root.empty() || parent.empty()) return path;
    if (parent == root) return path.substr(name);
    const std::string above = root == "/" ? root : root + "/";
    return parent.starts_with(above) ? parent.substr(above.size()) + "/" + path.substr(name) : path;
  };
}

bool serves(unsigned found, unsigned wanted) {
  constexpr unsigned kOthers = 0077;
  constexpr unsigned kReadAndRun = 0555;
  const bool is_private = (wanted & kOthers) == 0;
  return !(is_private && (found & kOthers) != 0) && (wanted & ~found & kReadAndRun) == 0;
}

bool needs_mode(const std::string& path, unsigned wanted) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && !serves(status.st_mode & kPermissions, wanted);
}

Result<Descriptor> lock_folder(const std::string& path) {
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return Descriptor();
  if (::flock(folder.number(), LOCK_EX | LOCK_NB) == 0) return folder;
  if (errno == EWOULDBLOCK) return fail("another one is at work in this folder", errno);
  return Descriptor();
}

void remove_unfinished(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
  if (entries == nullptr) return;
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string_view name(&entry->d_name[0]);
    if (name.starts_with(kUnfinished) && name.size() == kUnfinished.size() + kSixLetters.size()) {
      ::unlink((folder + "/" + std::string(name)).c_str());
    }
  }
}

Result<void> apply(const FileSet& set) {
  return Transaction(set).run();
}

bool remove_if_empty(const std::string& path) {
  return ::rmdir(path.c_str()) == 0;
}

}  // namespace proxyenv::os
