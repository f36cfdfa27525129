// SPDX-License-Identifier: Apache-2.0
// Root works in a folder of another user's who swaps its files and folders for links meanwhile:
// nothing outside is made, changed, removed or given to that user. Set PROXYENV_RACE_COUNT to look
// longer than CI does.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dify_tree.hpp"
#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

constexpr unsigned kOther = 65534;
const Words kInit = joined({kUpstream, kDomains});

int attempts() {
  const char* wanted = std::getenv("PROXYENV_RACE_COUNT");
  return wanted != nullptr ? std::atoi(wanted) : 200;
}

// Root alone can try this.
bool can_race(std::string_view what_would_be_tested) {
  return can_take({"uid=65534"}, what_would_be_tested) && ::geteuid() == 0;
}

// A process of the other user's that exchanges the two names of each pair as fast as it can.
class Swapper {
 public:
  explicit Swapper(const std::vector<std::pair<std::string, std::string>>& pairs)
      : process_(::fork()) {
    if (process_ != 0) return;
    // It must not outlive a test that ends early. A new user would undo this, so it comes behind.
    if (::setgid(kOther) != 0 || ::setuid(kOther) != 0) ::_exit(1);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
      for (const auto& [one, other] : pairs) {
        [[maybe_unused]] const int swapped =
            ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE);
      }
    }
  }
  ~Swapper() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  Swapper(const Swapper&) = delete;
  Swapper& operator=(const Swapper&) = delete;

 private:
  pid_t process_;
};

// A folder of root's with all that stands in it: owners, modes and contents.
class Outside {
 public:
  [[nodiscard]] const ScratchDirectory& folder() const { return folder_; }
  void remember() { before_ = look(); }
  [[nodiscard]] bool is_untouched() const { return look() == before_; }

 private:
  [[nodiscard]] std::map<std::string, std::string> look() const {
    std::map<std::string, std::string> seen = {{".", status_of(folder_.path())}};
    for (const std::string& name : folder_.names()) {
      const std::string path = folder_.path(name);
      seen[name] = status_of(path) + (fs::is_regular_file(path) ? read_file(path) : "");
    }
    return seen;
  }
  static std::string status_of(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return "gone";
    return std::to_string(status.st_uid) + " " + std::to_string(status.st_mode) + " " +
           std::to_string(status.st_nlink) + " ";
  }

  ScratchDirectory folder_;
  std::map<std::string, std::string> before_;
};

void give_to_other(const std::string& path) {
  REQUIRE(::lchown(path.c_str(), kOther, kOther) == 0);
}

// Either of the two may be the folder by now, and become the other one meanwhile. Neither is
// followed.
void remove_both(const std::string& one, const std::string& other) {
  const auto is_there = [](const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
  };
  while (is_there(one) || is_there(other)) {
    std::error_code ignored;
    for (const std::string& path : {one, other}) fs::remove_all(path, ignored);
  }
}

// The folder and all that stands in it.
void give_tree_to_other(const std::string& path) {
  give_to_other(path);
  for (const auto& entry : fs::recursive_directory_iterator(path)) give_to_other(entry.path());
}

}  // namespace

TEST_CASE("root's init is not led out of a tree whose owner swaps folders for links") {
  if (!can_race("root's init in a tree that another user swaps")) return;
  Outside outside;
  outside.remember();
  const Tree tree;
  const std::string ours = tree.path("proxyenv");
  const std::string decoy = tree.path("decoy");
  give_to_other(tree.path());
  fs::create_directory_symlink(outside.folder().path(), decoy);
  int done = 0;
  const Swapper swapper({{ours, decoy}});
  for (int i = 0; i < attempts() && outside.is_untouched(); ++i) {
    const Outcome outcome = tree.init(kInit);
    INFO(outcome);
    CHECK((outcome.exit_status == 0 || outcome.exit_status == 125));
    done += outcome.exit_status == 0 ? 1 : 0;
    remove_both(ours, decoy);
    if (!outside.is_untouched()) break;
    std::error_code ignored;
    fs::remove(tree.path("docker-compose.override.yaml"), ignored);
    fs::create_directory_symlink(outside.folder().path(), decoy, ignored);
  }
  MESSAGE("init was done in " << done << " of " << attempts() << " attempts");
  CHECK(outside.is_untouched());
}

TEST_CASE("root's --uninstall is not led out of a tree whose owner swaps folders for links") {
  if (!can_race("root's --uninstall in a tree that another user swaps")) return;
  const Tree set_up;
  REQUIRE(set_up.init(kInit).exit_status == 0);
  // Outside stands what would be removed, byte for byte.
  Outside outside;
  for (const auto& entry : fs::directory_iterator(set_up.path("proxyenv"))) {
    outside.folder().copy(entry.path(), entry.path().filename().string());
  }
  outside.folder().write("new-0", "{\n  \"schema\": 1,\n");
  outside.remember();
  const Tree tree;
  const std::string ours = tree.path("proxyenv");
  const std::string decoy = tree.path("decoy");
  give_tree_to_other(tree.path());
  int done = 0;
  const Swapper swapper({{ours, decoy}, {ours + "/upstream.conf", ours + "/link"}});
  for (int i = 0; i < attempts() && outside.is_untouched(); ++i) {
    remove_both(ours, decoy);
    if (!outside.is_untouched()) break;
    fs::copy(set_up.path("docker-compose.override.yaml"), tree.path("docker-compose.override.yaml"),
             fs::copy_options::overwrite_existing);
    // The name is one that the swapper does not know yet, so that the copy does not follow links.
    fs::copy(set_up.path("proxyenv"), tree.path("prepared"), fs::copy_options::recursive);
    give_tree_to_other(tree.path("prepared"));
    fs::create_symlink(outside.folder().path("upstream.conf"), tree.path("prepared/link"));
    if (i % 2 == 1) {
      // The folder of unfinished files is the one that is a link.
      fs::create_directory_symlink(outside.folder().path(), tree.path("prepared/.unfinished"));
    }
    fs::rename(tree.path("prepared"), ours);
    std::error_code ignored;
    fs::create_directory_symlink(outside.folder().path(), decoy, ignored);
    const Outcome outcome = tree.init({"--uninstall"});
    INFO(outcome);
    CHECK((outcome.exit_status == 0 || outcome.exit_status == 125));
    done += outcome.exit_status == 0 ? 1 : 0;
  }
  MESSAGE("--uninstall was done in " << done << " of " << attempts() << " attempts");
  CHECK(outside.is_untouched());
}

TEST_CASE("root's --install is not led out of a folder whose owner swaps files for links") {
  if (!can_race("root's --install into a folder that another user swaps")) return;
  Outside outside;
  outside.folder().write("proxyenv", "precious");
  outside.folder().write("precious", "precious");
  outside.folder().make_directory("folder");
  outside.remember();
  const ScratchDirectory scratch;
  const std::string folder = scratch.make_directory("bin");
  const auto path = [&](std::string_view name) { return folder + "/" + std::string(name); };
  // A link to a file and one to a folder take turns with the program and with its other name.
  fs::create_symlink(outside.folder().path("precious"), path("file"));
  fs::create_directory_symlink(outside.folder().path(), path("link"));
  fs::create_symlink(outside.folder().path("precious"), path("rest"));
  give_to_other(folder);
  int done = 0;
  const Swapper swapper({{path("proxyenv"), path("file")},
                         {path("proxyenv"), path("link")},
                         {path(".proxyenv-install"), path("rest")}});
  for (int i = 0; i < attempts() && outside.is_untouched(); ++i) {
    const Outcome outcome = run_proxyenv({"--install", folder});
    INFO(outcome);
    CHECK((outcome.exit_status == 0 || outcome.exit_status == 125));
    done += outcome.exit_status == 0 ? 1 : 0;
    // Some names may be gone by now.
    std::error_code ignored;
    fs::create_symlink(outside.folder().path("precious"), path("file"), ignored);
    fs::create_directory_symlink(outside.folder().path(), path("link"), ignored);
    fs::create_symlink(outside.folder().path("precious"), path("rest"), ignored);
  }
  MESSAGE("--install was done in " << done << " of " << attempts() << " attempts");
  CHECK(done > 0);
  CHECK(outside.is_untouched());
}
