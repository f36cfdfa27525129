// SPDX-License-Identifier: Apache-2.0
// --install DEST makes a copy without cp and without a shell. The copy is complete or not made at
// all.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

unsigned mode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

void check_installed(const std::string& file) {
  CAPTURE(file);
  CHECK(read_file(file) == read_file(proxyenv_path()));
  CHECK(mode_of(file) == 0755);
  CHECK(run_program({{file, "--", helper_path("finish"), "exit", "5"}, {}, {}}).exit_status == 5);
}

}  // namespace

TEST_CASE("install copies the program") {
  const ScratchDirectory scratch;
  const Outcome outcome = run_proxyenv({"--install", scratch.path("copy")});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(outcome.err.empty());
  check_installed(scratch.path("copy"));
  CHECK(scratch.names() == Words{"copy"});

  CHECK(run_proxyenv({"--install=" + scratch.path("other")}).exit_status == 0);
  check_installed(scratch.path("other"));
  // A copy can install itself again.
  CHECK(run_program({{scratch.path("other"), "--install", scratch.path("third")}, {}, {}})
            .exit_status == 0);
  check_installed(scratch.path("third"));
  // The destination is the program itself.
  CHECK(run_program({{scratch.path("third"), "--install", scratch.path("third")}, {}, {}})
            .exit_status == 0);
  check_installed(scratch.path("third"));
}

TEST_CASE("install into a directory uses the own name") {
  const ScratchDirectory scratch;
  scratch.make_directory("bin");
  for (const std::string& destination : {scratch.path("bin"), scratch.path("bin/")}) {
    CHECK(run_proxyenv({"--install", destination}).exit_status == 0);
    check_installed(scratch.path("bin/proxyenv"));
  }
  // The destination is relative to the working directory.
  CHECK(run_with_state({"directory=" + scratch.path()}, {proxyenv_path(), "--install", "relative"})
            .exit_status == 0);
  check_installed(scratch.path("relative"));
  CHECK(run_with_state({"directory=" + scratch.path()}, {proxyenv_path(), "--install", "."})
            .exit_status == 0);
  check_installed(scratch.path("proxyenv"));
  CHECK(scratch.names() == Words{"bin", "proxyenv", "relative"});
}

TEST_CASE("install is not limited by the umask") {
  const ScratchDirectory scratch;
  CHECK(run_with_state({"umask=777"}, {proxyenv_path(), "--install", scratch.path("copy")})
            .exit_status == 0);
  check_installed(scratch.path("copy"));
}

TEST_CASE("install replaces a program that is running") {
  const ScratchDirectory scratch;
  const std::string file = scratch.copy(helper_path("finish"), "program");
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  REQUIRE(::pipe2(input.data(), O_CLOEXEC) == 0);
  REQUIRE(::pipe2(output.data(), O_CLOEXEC) == 0);
  const pid_t running = ::fork();
  if (running == 0) {
    ::dup2(input[0], 0);
    ::dup2(output[1], 1);
    ::execl(file.c_str(), "program", "sleep", nullptr);
    ::_exit(1);
  }
  std::array<char, 6> ready{};
  REQUIRE(::read(output[0], ready.data(), ready.size()) == 6);
  const Outcome outcome = run_proxyenv({"--install", file});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  check_installed(file);
  ::close(input[1]);
  int status = -1;
  ::waitpid(running, &status, 0);
  CHECK(status == 0);
  for (const int end : {input[0], output[0], output[1]}) ::close(end);
}

TEST_CASE("install is never seen half done") {
  const ScratchDirectory scratch;
  const std::string file = scratch.copy(proxyenv_path(), "program");
  const auto whole = std::filesystem::file_size(file);
  const pid_t installer = ::fork();
  if (installer == 0) {
    for (int i = 0; i < 10; ++i) {
      if (run_proxyenv({"--install", file}).exit_status != 0) ::_exit(1);
    }
    ::_exit(0);
  }
  int status = -1;
  bool always_whole = true;
  while (::waitpid(installer, &status, WNOHANG) == 0) {
    struct stat seen {};
    always_whole = always_whole && ::stat(file.c_str(), &seen) == 0 &&
                   static_cast<std::uintmax_t>(seen.st_size) == whole &&
                   (seen.st_mode & 07777U) == 0755;
  }
  CHECK(status == 0);
  CHECK(always_whole);
  CHECK(scratch.names() == Words{"program"});
}

TEST_CASE("install that fails says why and leaves nothing") {
  const ScratchDirectory scratch;
  scratch.write("file", "untouched");
  scratch.make_directory("taken");
  scratch.make_directory("taken/proxyenv");
  const Words before = scratch.names();
  struct Row {
    std::string_view what;
    Words words;
    Words mentions;
  };
  const std::array<Row, 8> rows = {{
      {"no such directory",
       {"--install", scratch.path("missing/copy")},
       {"missing/copy", "No such file"}},
      {"below a file", {"--install", scratch.path("file/copy")}, {"file/copy"}},
      {"a file as a directory", {"--install", scratch.path("file/")}, {"file/"}},
      {"the name in the directory is a directory", {"--install", scratch.path("taken")}, {"taken"}},
      {"no destination", {"--install"}, {"--install", "needs a value"}},
      {"an empty destination", {"--install", ""}, {"install"}},
      {"a command as well", {"--install", scratch.path("copy"), "--", "x"}, {"--install"}},
      {"twice", {"--install", scratch.path("a"), "--install", scratch.path("b")}, {"--install"}},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome =
        run_with_state({"directory=" + scratch.path()}, joined({{proxyenv_path()}, row.words}));
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
    for (const std::string& part : row.mentions) {
      CAPTURE(part);
      CHECK(contains(outcome.err, part));
    }
    CHECK(scratch.names() == before);
    CHECK(read_file(scratch.path("file")) == "untouched");
  }
}

TEST_CASE("install into a directory that may not be written leaves nothing") {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  scratch.make_directory("closed");
  scratch.write("closed/old", "untouched");
  const auto check = [&](const Words& steps) {
    for (const std::string name : {"closed/copy", "closed/old", "closed"}) {
      CAPTURE(name);
      const Outcome outcome = run_with_state(steps, {proxyenv, "--install", scratch.path(name)});
      INFO(outcome);
      CHECK(outcome.exit_status == 125);
      CHECK(lines_of(outcome.err).size() == 1);
      CHECK(contains(outcome.err, "closed"));
      CHECK(read_file(scratch.path("closed/old")) == "untouched");
      CHECK(std::distance(std::filesystem::directory_iterator(scratch.path("closed")), {}) == 1);
    }
  };
  const Words read_only = {"namespaces", "read_only=" + scratch.path("closed")};
  if (can_take(read_only, "--install on a read-only mount")) check(read_only);
  scratch.make_directory("closed", 0555);
  // Root may write to a directory of any mode.
  const Words user = ::geteuid() == 0 ? Words{"uid=65534"} : Words{};
  if (can_take(user, "--install by another user")) check(user);
  scratch.make_directory("closed", 0755);
}

TEST_CASE("install onto a full file system leaves nothing") {
  const ScratchDirectory scratch;
  const std::string mount = scratch.make_directory("small");
  const Words steps = {"namespaces", "tmpfs=" + mount + ":size=1m", "directory=" + mount};
  if (!can_take(steps, "--install onto a full file system")) return;
  // The mount ends with its namespace, so the script checks before that.
  const Outcome outcome =
      run_with_state(steps,
                     {"/bin/sh", "-c", "\"$0\" --install copy; echo \"status $?\"; echo *; ls -A",
                      proxyenv_path()},
                     {"PATH=/bin:/usr/bin"});
  INFO(outcome);
  CHECK(outcome.out == "status 125\n*\n");
  CHECK(contains(outcome.err, "No space left"));
}

TEST_CASE("install replaces a link and not what it leads to, also where another one holds a lock") {
  const ScratchDirectory scratch;
  scratch.write("precious", "mine");
  std::filesystem::create_symlink("precious", scratch.path("copy"));
  const int folder = ::open(scratch.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(::flock(folder, LOCK_EX) == 0);
  const Outcome outcome = run_proxyenv({"--install", scratch.path("copy")});
  ::close(folder);
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(!std::filesystem::is_symlink(scratch.path("copy")));
  check_installed(scratch.path("copy"));
  CHECK(read_file(scratch.path("precious")) == "mine");
  CHECK(scratch.names() == Words{"copy", "precious"});
}

TEST_CASE("install works in a root without anything") {
  const ScratchDirectory root;
  root.copy(proxyenv_path(), "proxyenv");
  root.make_directory("shared");
  const Words steps = {"chroot=" + root.path()};
  if (!can_take(steps, "--install in a root without anything")) return;
  const Outcome outcome = run_with_state(steps, {"/proxyenv", "--install", "/shared/copy"});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  check_installed(root.path("shared/copy"));
  CHECK(run_with_state(steps, {"/proxyenv", "--install", "/shared"}).exit_status == 0);
  check_installed(root.path("shared/proxyenv"));
  CHECK(root.names() == Words{"proxyenv", "shared"});
}
