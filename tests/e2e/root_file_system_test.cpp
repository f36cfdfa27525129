// SPDX-License-Identifier: Apache-2.0
// Empty images: the binary needs no loader, no /proc, no /dev, no /etc, no shell, no home, no root
// user and no writable file.
#include <doctest/doctest.h>
#include <linux/capability.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

const Words kProxy = {"HTTPS_PROXY=http://proxy.test:3128", "NO_PROXY=a.test"};
const Words kPlanned = {"HTTPS_PROXY=http://proxy.test:3128", "NO_PROXY=a.test",
                        "https_proxy=http://proxy.test:3128", "grpc_proxy=http://proxy.test:3128"};

void check_works(const Words& steps) {
  const Outcome outcome = run_with_state(steps, {"/proxyenv", "--", "/dump_state"}, kProxy);
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(outcome.err.empty());
  const Words got = parse_state_dump(outcome.out).environment;
  for (const std::string& entry : kPlanned) {
    CAPTURE(entry);
    CHECK(std::find(got.begin(), got.end(), entry) != got.end());
  }
  // All paths through the program are tested: options, findings, errors.
  const Outcome talkative = run_with_state(steps, {"/proxyenv", "-v", "--", "/dump_state"},
                                           {"http_proxy=http://a.test:1", "HTTP_PROXY=x"});
  CHECK(talkative.exit_status == 0);
  CHECK(!talkative.err.empty());
  const Outcome missing = run_with_state(steps, {"/proxyenv", "--", "/missing"}, kProxy);
  CHECK(missing.exit_status == 127);
  CHECK(contains(missing.err, "'/missing'"));
  CHECK(run_with_state(steps, {"/proxyenv", "show"}, kProxy).exit_status == 0);
  CHECK(run_with_state(steps, {"/proxyenv", "show", "--json"}, kProxy).exit_status == 0);
  CHECK(run_with_state(steps, {"/proxyenv", "--version"}).exit_status == 0);
}

}  // namespace

TEST_CASE("where wget is BusyBox's, run says that it now has a proxy and no list") {
  struct Row {
    std::string_view what;
    Words environment;
    bool is_busybox;
    bool is_told;
  };
  const Words both = {"HTTP_PROXY=http://proxy.test:3128", "NO_PROXY=a.test"};
  const std::vector<Row> rows = {
      {"an Alpine image", both, true, true},
      {"another wget", both, false, false},
      {"with -q", {both[0], both[1], "PROXYENV_QUIET=1"}, true, false},
      {"no list", {both[0]}, true, false},
      {"no proxy for http", {"HTTPS_PROXY=http://proxy.test:3128", both[1]}, true, false},
      {"one that it had",
       {both[0], "http_proxy=http://proxy.test:3128", both[1], "no_proxy=localhost"},
       true,
       false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const ScratchDirectory root;
    root.copy(proxyenv_path(), "proxyenv");
    root.copy(helper_path("dump_state"), "dump_state");
    std::filesystem::create_directories(root.path("usr/bin"));
    std::filesystem::create_symlink(row.is_busybox ? "/bin/busybox" : "/bin/wget2",
                                    root.path("usr/bin/wget"));
    const Words steps = {"chroot=" + root.path()};
    if (!can_take(steps, "run in a root that holds nothing else")) return;
    const Outcome outcome =
        run_with_state(steps, {"/proxyenv", "--", "/dump_state"}, row.environment);
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(contains(outcome.err, "note: busybox_wget: http_proxy ") == row.is_told);
  }
}

TEST_CASE("a root that holds the binary and one static program") {
  const ScratchDirectory root;
  root.copy(proxyenv_path(), "proxyenv");
  root.copy(helper_path("dump_state"), "dump_state");
  const Words steps = {"chroot=" + root.path()};
  if (!can_take(steps, "run in a root that holds nothing else")) return;
  check_works(steps);
  CHECK(root.names() == Words{"dump_state", "proxyenv"});

  const Outcome companion = run_with_state(steps, {"/proxyenv", "dify", "init"});
  CHECK(companion.exit_status == 125);
  const Outcome pid = run_with_state(steps, {"/proxyenv", "show", "--pid", "1"});
  CHECK(pid.exit_status == 125);
  CHECK(contains(pid.err, "/proc"));
}

TEST_CASE("user 65534 on a root that is read-only") {
  const ScratchDirectory root;
  root.copy(proxyenv_path(), "proxyenv");
  root.copy(helper_path("dump_state"), "dump_state");
  const Words steps = {"namespaces", "read_only=" + root.path(), "chroot=" + root.path(),
                       "uid=65534"};
  if (!can_take(steps, "run as user 65534 on a read-only root")) return;
  const Outcome install = run_with_state(steps, {"/proxyenv", "--install", "/copy"});
  CHECK(install.exit_status == 125);
  CHECK(contains(install.err, "/copy"));
  check_works(steps);
  CHECK(root.names() == Words{"dump_state", "proxyenv"});
}

TEST_CASE("an empty root") {
  const ScratchDirectory root;
  // The program is executed by its descriptor: even its own file is missing in the root.
  const Words steps = {"program=" + proxyenv_path(), "chroot=" + root.path()};
  if (!can_take({"chroot=" + root.path()}, "run in an empty root")) return;
  const Outcome run = run_with_state(steps, {"proxyenv", "--", "command"}, kProxy);
  INFO(run);
  CHECK(run.exit_status == 127);
  CHECK(contains(run.err, "'command'"));
  const Outcome show = run_with_state(steps, {"proxyenv", "show"}, kProxy);
  CHECK(show.exit_status == 0);
  CHECK(contains(show.out, "https_proxy"));
  CHECK(run_with_state(steps, {"proxyenv", "--help"}).exit_status == 0);
  CHECK(run_with_state(steps, {"proxyenv", "dify", "init"}).exit_status == 125);
  const Outcome install = run_with_state(steps, {"proxyenv", "--install", "/copy"});
  CHECK(install.exit_status == 125);
  CHECK(!install.err.empty());
  CHECK(root.names().empty());
}

TEST_CASE("a root whose own directory may not be read") {
  const ScratchDirectory outer;
  outer.make_directory("root", 0711);
  outer.copy(proxyenv_path(), "root/proxyenv");
  outer.copy(helper_path("dump_state"), "root/dump_state");
  const Words steps = {"chroot=" + outer.path("root"), "uid=65534"};
  if (!can_take(steps, "run in a root that cannot be listed")) return;
  check_works(steps);
}

namespace {

// As setcap(8) does it: `capability` is permitted (which gives it to whoever runs the file) or
// inheritable (which gives it to nobody here).
bool set_capability(const std::string& file, unsigned capability, bool is_permitted) {
  struct statvfs status {};
  if (::statvfs(file.c_str(), &status) != 0 || (status.f_flag & ST_NOSUID) != 0) return false;
  vfs_cap_data data{};
  data.magic_etc = VFS_CAP_REVISION_2 | (is_permitted ? VFS_CAP_FLAGS_EFFECTIVE : 0U);
  (is_permitted ? data.data[0].permitted : data.data[0].inheritable) = 1U << capability;
  return ::setxattr(file.c_str(), "security.capability", &data, sizeof data, 0) == 0;
}

}  // namespace

TEST_CASE("capabilities of the file are refused, as setuid is") {
  const ScratchDirectory scratch;
  const std::string finish = scratch.copy(helper_path("finish"), "finish");
  for (const bool is_companion : {false, true}) {
    CAPTURE(is_companion);
    const std::string program = is_companion ? scratch.copy(companion_path(), "companion")
                                             : scratch.copy(proxyenv_path(), "launcher");
    const Words steps = {"uid=65534"};
    if (!can_take(steps, "the refusal of file capabilities")) return;
    const auto run = [&](const Words& words) {
      return run_with_state(steps, joined({{program}, words}), {"PROXYENV_OFF=1"});
    };
    if (!set_capability(program, CAP_DAC_READ_SEARCH, true)) {
      MESSAGE("NOT RUN: file capabilities cannot be set here");
      return;
    }
    for (const Words& words :
         {Words{"--version"}, Words{"--", finish, "exit", "0"}, Words{"dify"}}) {
      const Outcome outcome = run(words);
      INFO(outcome);
      CHECK(outcome.exit_status == 125);
      CHECK(outcome.out.empty());
      CHECK(lines_of(outcome.err).size() == 1);
      CHECK(contains(outcome.err, "setcap"));
    }
    // The near misses: a capability that nobody gets from it, and none.
    REQUIRE(set_capability(program, CAP_DAC_READ_SEARCH, false));
    CHECK(run({"--version"}).exit_status == 0);
    REQUIRE(::removexattr(program.c_str(), "security.capability") == 0);
    CHECK(run({"--version"}).exit_status == 0);
  }
}

TEST_CASE("setuid and setgid are refused") {
  const Words commands[] = {
      {"--", helper_path("finish")},   {"show"},       {"--version"},     {"--help"},
      {"--install", "/nonexistent/x"}, {"probe", "x"}, {"-q", "--", "/x"}};
  const std::string other = ::geteuid() == 65534 || ::getegid() == 65534 ? "65533" : "65534";
  for (const std::string& step : {"real_uid=" + other, "real_gid=" + other}) {
    if (!can_take({step}, "the refusal to run with differing ids")) return;
    for (const Words& words : commands) {
      CAPTURE(step);
      CAPTURE(words[0]);
      for (const Words& environment : {Words{}, Words{"PROXYENV_OFF=1"}}) {
        const Outcome outcome =
            run_with_state({step}, joined({{proxyenv_path()}, words}), environment);
        INFO(outcome);
        CHECK(outcome.exit_status == 125);
        CHECK(outcome.out.empty());
        CHECK(lines_of(outcome.err).size() == 1);
        CHECK(contains(outcome.err, "setuid"));
      }
    }
  }
  // The near miss: the ids are those of another user, but real and effective ids are equal.
  if (can_take({"uid=65534"}, "run as another user")) {
    const ScratchDirectory scratch;
    const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
    const std::string finish = scratch.copy(helper_path("finish"), "finish");
    CHECK(run_with_state({"uid=65534"}, {proxyenv, "--", finish, "exit", "4"}).exit_status == 4);
  }
}
