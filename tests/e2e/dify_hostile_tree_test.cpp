// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init` and its --uninstall in a tree that somebody else wrote, or writes meanwhile:
// nothing outside is touched, and no file is removed that init did not write.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "dify_tree.hpp"
#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

const Words kInit = joined({kUpstream, kDomains});
constexpr unsigned kOther = 65534;

// A tree of another user, with a folder of root's in it that nobody else may enter.
class TreeWithRootsFolder {
 public:
  explicit TreeWithRootsFolder(std::string_view name) : folder_(tree.path(name)) {
    REQUIRE(::mkdir(folder_.c_str(), 0700) == 0);
    tree.write(std::string(name) + "/secret", "root's");
    REQUIRE(::chown(tree.path().c_str(), kOther, kOther) == 0);
    REQUIRE(::stat(folder_.c_str(), &before_) == 0);
  }
  // Wherever it is now.
  [[nodiscard]] bool is_as_before() const {
    for (const auto& entry : fs::directory_iterator(tree.path())) {
      struct stat now {};
      if (::stat(entry.path().c_str(), &now) != 0 || now.st_ino != before_.st_ino) continue;
      return now.st_uid == 0 && (now.st_mode & 07777U) == 0700;
    }
    return false;
  }

  const Tree tree;

 private:
  std::string folder_;
  struct stat before_ {};
};

// Runs the program, and `swap` once it has made its first folder. Returns its exit status.
template <typename Swap>
int run_with_swap_behind_mkdir(const Words& words, Swap swap) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(99);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSTOPPED(status));
  REQUIRE(::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD) == 0);
  bool is_in_mkdir = false;
  for (bool is_made = false; !is_made && WIFSTOPPED(status);) {
    __ptrace_syscall_info call{};
    REQUIRE(::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr) == 0);
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (!WIFSTOPPED(status)) break;
    REQUIRE(::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof(call), &call) > 0);
    if (call.op == PTRACE_SYSCALL_INFO_ENTRY) is_in_mkdir = call.entry.nr == SYS_mkdirat;
    is_made = call.op == PTRACE_SYSCALL_INFO_EXIT && is_in_mkdir;
  }
  if (WIFSTOPPED(status)) {
    swap();
    REQUIRE(::ptrace(PTRACE_DETACH, child, nullptr, nullptr) == 0);
    REQUIRE(::waitpid(child, &status, 0) == child);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

const std::array<Words, 2> kBothCommands = {kInit, {"--uninstall"}};

// The SHA-256 of nothing.
constexpr std::string_view kHashOfEmpty =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::string record_with(std::string_view list, std::string_view path) {
  std::string text = R"({"schema": 1, ")";
  text.append(list).append("\": {\"").append(path).append("\": \"");
  return text.append(kHashOfEmpty).append("\"}}");
}

}  // namespace

TEST_CASE("a record that names a path behind a link does not remove what is there") {
  struct Row {
    std::string_view link;  // leads to a folder or a file outside
    std::string_view target;
    std::string_view path;  // in the record
  };
  const Row rows[] = {
      {"proxyenv/sub", "", "proxyenv/sub/precious"},
      {"proxyenv/bin", "", "proxyenv/bin/proxyenv"},
      {"proxyenv/upstream.conf", "/precious", "proxyenv/upstream.conf"},
      {"proxyenv/upstream.env", "/precious", "proxyenv/upstream.env"},
  };
  for (const Row& row : rows) {
    for (const std::string_view list : {"files", "replaced"}) {
      for (const Words& words : kBothCommands) {
        const ScratchDirectory outside;
        outside.write("precious", "");
        outside.write("proxyenv", "");
        const Tree tree;
        fs::create_directory(tree.path("proxyenv"));
        fs::create_symlink(outside.path() + std::string(row.target), tree.path(row.link));
        tree.write("proxyenv/setup.json", record_with(list, row.path));
        const auto before = tree.snapshot();
        const Outcome outcome = tree.init(words);
        CAPTURE(row.path);
        CAPTURE(list);
        INFO(outcome);
        CHECK(outcome.exit_status == 125);
        CHECK(lines_of(outcome.err).size() == 1);
        CHECK(outside.names() == Words{"precious", "proxyenv"});
        CHECK(tree.snapshot() == before);
      }
    }
  }
}

TEST_CASE("a folder of ours that is a link is refused by init and --uninstall, and left alone") {
  for (const std::string_view link : {"proxyenv", "proxyenv/.unfinished"}) {
    for (const Words& words : kBothCommands) {
      const ScratchDirectory outside;
      outside.write("setup.json", record_with("files", "proxyenv/upstream.conf"));
      for (const std::string_view name : {"upstream.conf", "new-0", "old-0"}) {
        outside.write(name, "");
      }
      const auto names = outside.names();
      const Tree tree;
      if (link != "proxyenv") REQUIRE(tree.init(kInit).exit_status == 0);
      fs::create_symlink(outside.path(), tree.path(link));
      const auto before = tree.snapshot();
      const Outcome outcome =
          tree.init(link == "proxyenv" || words != kInit ? words : joined({words, {"--http"}}));
      CAPTURE(link);
      INFO(outcome);
      CHECK(outcome.exit_status == 125);
      CHECK(contains(outcome.err, "is there and is no folder"));
      CHECK(outside.names() == names);
      CHECK(tree.snapshot() == before);
    }
  }
}

TEST_CASE("a record that claims a file of the user's does not remove or replace it") {
  // That of nothing is known to everybody.
  for (const std::string_view path :
       {"docker-compose.override.yaml", "docker-compose.proxyenv.yaml", "proxyenv/upstream.conf",
        "proxyenv/upstream.env", "proxyenv/squid-entrypoint.sh", "proxyenv/.gitignore"}) {
    for (const std::string_view list : {"files", "replaced"}) {
      for (const Words& words : kBothCommands) {
        const Tree tree;
        fs::create_directory(tree.path("proxyenv"));
        tree.write(path, "");
        tree.write("proxyenv/setup.json", record_with(list, path));
        const Outcome outcome = tree.init(words);
        CAPTURE(path);
        CAPTURE(list);
        INFO(outcome);
        CHECK((tree.has(path) && tree.text(path).empty()));
        CHECK((outcome.exit_status == 0 || contains(outcome.err, "move it away")));
      }
    }
  }
}

TEST_CASE("verify follows a link to a file of the user's, and none in the place of one of ours") {
  const Words verify = {proxyenv_path(), "dify", "verify", "--dir"};
  for (const std::string_view link :
       {"proxyenv", "proxyenv/setup.json", "proxyenv/upstream.conf", "proxyenv/squid-entrypoint.sh",
        "docker-compose.override.yaml"}) {
    const ScratchDirectory outside;
    const Tree tree;
    REQUIRE(tree.init(kInit).exit_status == 0);
    CHECK(run_program({joined({verify, {tree.path()}}), {}, {}}).exit_status == 0);
    // The same bytes, at another place.
    fs::rename(tree.path(link), outside.path("moved"));
    fs::create_symlink(outside.path("moved"), tree.path(link));
    const Outcome outcome = run_program({joined({verify, {tree.path()}}), {}, {}});
    CAPTURE(link);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, link));
  }
  for (const std::string_view link : {"docker-compose.yaml", "ssrf_proxy/squid.conf.template"}) {
    const ScratchDirectory outside;
    const Tree tree;
    fs::rename(tree.path(link), outside.path("moved"));
    fs::create_symlink(outside.path("moved"), tree.path(link));
    CAPTURE(link);
    CHECK(tree.init(kInit).exit_status == 0);
    CHECK(run_program({joined({verify, {tree.path()}}), {}, {}}).exit_status == 0);
  }
}

TEST_CASE("files of the user's stay, whatever their names") {
  const Tree tree;
  const Words wrapped = joined({kInit, {"--wrap"}});
  REQUIRE(tree.init(wrapped).exit_status == 0);
  const std::array<std::string, 6> files = {
      ".proxyenv.backup",          ".proxyenv.a1B2c3", "proxyenv/.proxyenv.config",
      "proxyenv/.proxyenv.secret", "proxyenv/old-0",   "proxyenv/bin/.proxyenv.mytool"};
  for (const std::string& file : files) tree.write(file, "mine\n");
  for (const Words& words :
       {wrapped, joined({kUpstream, {"--domains", ".other.com"}}), Words{"--uninstall"}}) {
    const Outcome outcome = tree.init(words);
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    for (const std::string& file : files) {
      CAPTURE(file);
      CHECK((tree.has(file) && tree.text(file) == "mine\n"));
    }
  }
}

TEST_CASE("what root makes in another's tree is his, and what was there keeps its owner") {
  if (!can_take({"uid=65534"}, "root's init in another user's tree") || ::geteuid() != 0) return;
  const Tree tree;
  REQUIRE(::chown(tree.path().c_str(), kOther, kOther) == 0);
  REQUIRE(tree.init(joined({kInit, {"--wrap"}})).exit_status == 0);
  const auto owner_of = [&](std::string_view name) {
    struct stat status {};
    REQUIRE(::lstat(tree.path(name).c_str(), &status) == 0);
    return status.st_uid;
  };
  for (const std::string_view name : {"proxyenv", "proxyenv/bin", "proxyenv/bin/proxyenv",
                                      "proxyenv/setup.json", "docker-compose.override.yaml"}) {
    CAPTURE(name);
    CHECK(owner_of(name) == kOther);
  }
  CHECK(owner_of("docker-compose.yaml") == 0);
  // The owner himself can go on.
  const Outcome outcome = run_with_state(
      {"uid=65534"}, {proxyenv_path(), "dify", "init", "--dir", tree.path(), "--uninstall"});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
}

TEST_CASE("root gives no folder away that the tree's owner put in the place of a new one") {
  if (!can_take({"uid=65534"}, "root's init in another user's tree") || ::geteuid() != 0) return;
  const TreeWithRootsFolder it("volumes");
  int swapped = -1;
  const int exit_status = run_with_swap_behind_mkdir(it.tree.init_words(kInit), [&] {
    swapped = ::renameat2(AT_FDCWD, it.tree.path("volumes").c_str(), AT_FDCWD,
                          it.tree.path("proxyenv").c_str(), RENAME_EXCHANGE);
  });
  CHECK(swapped == 0);
  CHECK(exit_status == 125);
  CHECK(it.is_as_before());
}

TEST_CASE("root opens no folder of his own that has the name of ours in another's tree") {
  if (!can_take({"uid=65534"}, "root's init in another user's tree") || ::geteuid() != 0) return;
  const TreeWithRootsFolder it("proxyenv");
  const Outcome outcome = it.tree.init(kInit);
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "is not of the tree's owner"));
  CHECK(it.is_as_before());
  // Closed further is another matter: what init writes into it may be secret.
  REQUIRE(::chmod(it.tree.path("proxyenv").c_str(), 0755) == 0);
  const Outcome closed =
      it.tree.init({"--upstream", "-", "--domains", ".a.test"}, {}, "http://u:p@192.168.0.1:7890");
  INFO(closed);
  CHECK(closed.exit_status == 0);
  CHECK(it.is_as_before());
}

TEST_CASE("what root may read and the tree's owner may not does not get into the tree") {
  if (!can_take({"uid=65534"}, "root's init in another user's tree") || ::geteuid() != 0) return;
  const ScratchDirectory roots;
  const std::string secret = roots.write("env",
                                         "HTTP_PROXY_SERVER_HOST=http://u:s3cret@10.9.8.7:1\n"
                                         "DOMAINS_BY_PROXY=.a.test\n",
                                         0644);
  enum class Access { closed_folder, closed_file, open };
  enum class Way { link, listed, hard_link, file };
  struct Row {
    std::string_view why;
    Way way;
    Access access;
    bool is_read;
  };
  const Row rows[] = {
      {"a link to a file that root alone may read", Way::link, Access::closed_file, false},
      {"a link into a folder that root alone may enter", Way::link, Access::closed_folder, false},
      {"a path in a Compose file", Way::listed, Access::closed_file, false},
      {"another name of root's file", Way::hard_link, Access::closed_file, false},
      {"near miss: a link to what everybody may read", Way::link, Access::open, true},
      {"near miss: root's own file in the tree", Way::file, Access::closed_file, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Tree tree;
    const std::string env = tree.path(".env");
    REQUIRE(::chmod(roots.path().c_str(), row.access == Access::closed_folder ? 0700 : 0755) == 0);
    REQUIRE(::chmod(secret.c_str(), row.access == Access::closed_file ? 0600 : 0644) == 0);
    if (row.way == Way::link) fs::create_symlink(secret, env);
    if (row.way == Way::hard_link) fs::create_hard_link(secret, env);
    if (row.way == Way::file) fs::copy_file(secret, env);
    if (row.way == Way::file) REQUIRE(::chmod(env.c_str(), 0600) == 0);
    if (row.way == Way::listed) {
      tree.write(".env", "COMPOSE_FILE=docker-compose.yaml:" + secret + "\n");
    }
    REQUIRE(::chown(tree.path().c_str(), kOther, kOther) == 0);
    const Outcome outcome = tree.init(row.way == Way::listed ? kInit : Words());
    INFO(outcome);
    CHECK(outcome.exit_status == (row.is_read ? 0 : 125));
    CHECK(contains(outcome.err, "may not read what it leads to") == !row.is_read);
    CHECK(tree.has("proxyenv/upstream.conf") == row.is_read);
    CHECK(lines_of(outcome.err).size() == 1);
  }
}
