// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init` and its --uninstall in a tree that somebody else wrote, or writes meanwhile:
// nothing outside is touched, and no file is removed that init did not write.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "dify_tree.hpp"
#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

const Words kInit = joined({kUpstream, kDomains});
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
  constexpr unsigned kOther = 65534;
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
