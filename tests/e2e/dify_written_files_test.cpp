// SPDX-License-Identifier: Apache-2.0
// How `proxyenv dify init` writes and removes files: all of them or none, and never those that
// somebody edited or put there.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

#include "dify_tree.hpp"
#include "privilege.hpp"
#include "run_program.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("who edited a file that init wrote keeps his edits") {
  for (const std::string_view file :
       {"docker-compose.override.yaml", "proxyenv/upstream.conf", "proxyenv/squid-entrypoint.sh"}) {
    const Tree tree;
    REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
    tree.write(file, tree.text(file) + "# mine\n");
    const auto before = tree.snapshot();
    for (const Words& words :
         {joined({kUpstream, {"--domains", ".other.com"}}), Words{"--uninstall"}}) {
      const Outcome outcome = tree.init(words);
      CAPTURE(file);
      INFO(outcome);
      CHECK(outcome.exit_status == 125);
      CHECK(lines_of(outcome.err).size() == 1);
      CHECK(contains(outcome.err, file));
      CHECK(contains(outcome.err, "edited"));
      CHECK(tree.snapshot() == before);
    }
  }
}

TEST_CASE("whoever was killed half-way can run init again, also for something else, or uninstall") {
  const auto words = [](std::string_view domain) {
    return joined({kUpstream, {"--domains", std::string(domain)}});
  };
  const Tree tree;
  const auto before = tree.snapshot();
  // Files are replaced in order, the record first, so any number of old files may remain.
  for (const std::size_t replaced : {0U, 1U, 2U, 3U}) {
    for (const Words& next : {words(".third.com"), Words{"--uninstall"}}) {
      REQUIRE(tree.init(words(".first.com")).exit_status == 0);
      const std::array<std::string, 3> files = {
          "proxyenv/squid-entrypoint.sh", "proxyenv/upstream.conf", "docker-compose.override.yaml"};
      std::map<std::string, std::string> old;
      for (const std::string& file : files) old[file] = tree.text(file);
      REQUIRE(tree.init(words(".second.com")).exit_status == 0);
      for (std::size_t i = replaced; i < files.size(); ++i) {
        tree.write(files.at(i), old[files.at(i)]);
      }
      const Outcome verified = run_proxyenv({"dify", "verify", "--dir", tree.path()}, {});
      INFO(verified);
      // The script is the same for each list of domains.
      CHECK(verified.exit_status == (replaced == files.size() ? 0 : 1));
      CHECK(contains(verified.out, "file_outdated: docker-compose.override.yaml") ==
            (replaced < files.size()));
      CHECK(!contains(verified.out, "file_edited"));
      fs::create_directory(tree.path("proxyenv/.unfinished"));
      tree.write("proxyenv/.unfinished/new-1", "#!/bin/bash\n# Written");
      tree.write("proxyenv/.unfinished/old-0", old["proxyenv/upstream.conf"]);
      const Outcome outcome = tree.init(next);
      INFO(outcome);
      CHECK(outcome.exit_status == 0);
      CHECK(!tree.has("proxyenv/.unfinished"));
      if (tree.has("proxyenv")) {
        CHECK(tree.init({"--uninstall"}).exit_status == 0);
      }
      CHECK(tree.snapshot() == before);
    }
  }
  // The first init of a tree: only the record was written.
  REQUIRE(tree.init(words(".first.com")).exit_status == 0);
  fs::remove(tree.path("proxyenv/upstream.conf"));
  fs::remove(tree.path("docker-compose.override.yaml"));
  CHECK(tree.init(words(".second.com")).exit_status == 0);
}

TEST_CASE("what another one took the place of is left to him") {
  const Tree tree;
  REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
  tree.write("compose.override.yml", "services: {}\n");
  REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
  tree.write("docker-compose.override.yaml", "services: {}\n");  // in the place of ours
  CHECK(tree.init({"--uninstall"}).exit_status == 0);
  CHECK(tree.has("docker-compose.override.yaml"));
  CHECK(!tree.has("proxyenv"));
}

TEST_CASE("an override of ours is not taken for somebody else's when its record is gone") {
  const Tree tree;
  REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
  fs::remove_all(tree.path("proxyenv"));
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "docker-compose.override.yaml was written by proxyenv dify init"));
  fs::remove(tree.path("docker-compose.override.yaml"));
  CHECK(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
}

TEST_CASE("two at a time are told apart") {
  const Tree tree;
  const int folder = ::open(tree.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(folder >= 0);
  REQUIRE(::flock(folder, LOCK_EX) == 0);
  const auto before = tree.snapshot();
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "another one is at work"));
  CHECK(tree.snapshot() == before);
  CHECK(tree.init(joined({kUpstream, kDomains, {"--dry-run"}})).exit_status == 0);
  ::close(folder);
  CHECK(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
}

TEST_CASE(
    "of several at once, some of them killed at any moment, each leaves all of its files or none") {
  const Words first = joined({kUpstream, kDomains});
  const Words second = joined({kUpstream, {"--domains", ".openai.com"}});
  std::set<std::string> complete;
  for (const Words& words : {first, second}) {
    const Tree tree;
    REQUIRE(tree.init(words).exit_status == 0);
    complete.insert(tree.text("proxyenv/upstream.conf"));
  }
  // Two that may end, and two that are killed within a few milliseconds, each time others.
  const std::string script =
      "timeout -s KILL 0.00$1 \"$0\" dify init --dir \"$2\" $3 & "
      "\"$0\" dify init --dir \"$2\" $4 & "
      "timeout -s KILL 0.01$1 \"$0\" dify init --dir \"$2\" $4 & "
      "\"$0\" dify init --dir \"$2\" $3 & wait";
  const std::string either = "--upstream http://192.168.0.1:7890 --domains .googleapis.com";
  const std::string other = "--upstream http://192.168.0.1:7890 --domains .openai.com";
  const Tree tree;
  const auto before = tree.snapshot();
  for (int round = 1; round < 10; ++round) {
    CAPTURE(round);
    (void)run_program({{"/bin/sh", "-c", script, proxyenv_path(), std::to_string(round),
                        tree.path(), either, other},
                       {"PATH=/usr/bin:/bin"},
                       {}});
    if (tree.has("proxyenv/upstream.conf")) {
      CHECK(complete.count(tree.text("proxyenv/upstream.conf")) == 1);
    }
    const Outcome next = tree.init(round % 2 == 0 ? first : second);
    INFO(next);
    CHECK(next.exit_status == 0);
    CHECK(!tree.has("proxyenv/.unfinished"));
    CHECK(run_proxyenv({"dify", "verify", "--dir", tree.path()}).exit_status == 0);
  }
  CHECK(tree.init({"--uninstall"}).exit_status == 0);
  CHECK(tree.snapshot() == before);
}

TEST_CASE("folders have the modes that they need, whatever the umask") {
  const Tree tree;
  const Words words = {proxyenv_path(), "dify", "init", "--dir", tree.path()};
  const Words wrapped = joined({words, kUpstream, kDomains, {"--wrap"}});
  REQUIRE(run_with_state({"umask=077"}, wrapped).exit_status == 0);
  // The containers run as another user.
  CHECK(mode_of(tree.path("proxyenv/bin")) == 0755);
  fs::permissions(tree.path("proxyenv/bin"), fs::perms{0700});
  const Outcome mended = run_program({wrapped, {}, {}});
  INFO(mended);
  CHECK(contains(mended.out, "proxyenv/bin/ (its permissions)"));
  CHECK(mode_of(tree.path("proxyenv/bin")) == 0755);

  const Words secret = joined({kDomains, {"--upstream", "-"}});
  const std::string url = "http://u:s3cret@10.0.0.9:1";
  REQUIRE(tree.init(secret, {}, url).exit_status == 0);
  CHECK(mode_of(tree.path("proxyenv")) == 0700);
  fs::permissions(tree.path("proxyenv"), fs::perms{0755});
  CHECK(contains(tree.init(secret, {}, url).out, "proxyenv/ (its permissions)"));
  CHECK(mode_of(tree.path("proxyenv")) == 0700);
  CHECK(contains(tree.init(secret, {}, url).out, "nothing to change"));
}

TEST_CASE("a file of somebody else's is not overwritten") {
  const Tree tree;
  tree.write("docker-compose.override.yaml", "services: {}\n");
  tree.write("docker-compose.proxyenv.yaml", "services: {}\n");
  const auto before = tree.snapshot();
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "docker-compose.proxyenv.yaml"));
  CHECK(contains(outcome.err, "does not say that proxyenv dify init wrote it"));
  CHECK(tree.snapshot() == before);
  // A user's symbolic link is refused, too, even if its target does not exist yet.
  const Tree linked;
  fs::create_symlink("elsewhere.yaml", linked.path("docker-compose.override.yaml"));
  const Outcome refused = linked.init(joined({kUpstream, kDomains}));
  INFO(refused);
  CHECK(refused.exit_status == 125);
  CHECK(contains(refused.err, "leads nowhere"));
  CHECK(!linked.has("proxyenv"));
}

TEST_CASE("everything is written, or nothing") {
  // A folder is in the place of a file. init notices that when most files are already written.
  for (const std::string_view obstacle :
       {"proxyenv/setup.json", "proxyenv/upstream.conf", "docker-compose.override.yaml"}) {
    const Tree tree;
    fs::create_directories(tree.path(obstacle));
    const auto before = tree.snapshot();
    const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
    CAPTURE(obstacle);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(tree.snapshot() == before);
  }
  const Tree tree;
  fs::create_directory(tree.path("elsewhere"));
  fs::create_symlink("elsewhere", tree.path("proxyenv"));
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "is no folder"));
  CHECK(fs::is_empty(tree.path("elsewhere")));
  CHECK(!tree.has("docker-compose.override.yaml"));
}

TEST_CASE("a folder that cannot be written into is one line") {
  const Words steps = {"uid=65534"};
  if (!can_take(steps, "dify init into a read-only folder")) return;
  const Tree tree;
  fs::permissions(tree.path(), fs::perms{0555});
  const auto before = tree.snapshot();
  const Outcome outcome = run_with_state(
      steps,
      joined({{proxyenv_path(), "dify", "init", "--dir", tree.path()}, kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, "Permission denied"));
  CHECK(tree.snapshot() == before);
  fs::permissions(tree.path(), fs::perms{0755});
}

TEST_CASE("on a read-only mount nothing is done, and what is said is true") {
  const Tree clean;
  const Tree done;
  REQUIRE(done.init(joined({kUpstream, kDomains})).exit_status == 0);
  struct Row {
    const Tree& tree;
    Words words;
    int exit_status;
    std::string_view said;
  };
  const Row rows[] = {
      {clean, joined({kUpstream, kDomains}), 125, "cannot make the folder"},
      {clean, {"--uninstall"}, 125, "there is nothing to remove"},
      {done, joined({kUpstream, kDomains}), 0, "nothing to change"},
      {done, {"--mode", "direct", "--upstream", "http://192.168.0.1:7890"}, 125, "Read-only"},
      {done, {"--uninstall"}, 125, "Read-only"},
  };
  for (const Row& row : rows) {
    const Words steps = {"namespaces", "read_only=" + row.tree.path()};
    if (!can_take(steps, "dify init on a read-only mount")) return;
    const auto before = row.tree.snapshot();
    const Outcome outcome = run_with_state(
        steps, joined({{proxyenv_path(), "dify", "init", "--dir", row.tree.path()}, row.words}));
    CAPTURE(row.said);
    INFO(outcome);
    CHECK(outcome.exit_status == row.exit_status);
    CHECK(contains(outcome.out + outcome.err, row.said));
    CHECK(!contains(outcome.err, "done, but"));
    CHECK(row.tree.snapshot() == before);
  }
}

TEST_CASE(
    "uninstall leaves what somebody put beside, and a record that leads elsewhere is refused") {
  const Tree tree;
  const auto before = tree.snapshot();
  REQUIRE(tree.init(joined({kUpstream, kDomains, {"--wrap"}})).exit_status == 0);
  CHECK(mode_of(tree.path("proxyenv/bin/proxyenv")) == 0755);
  CHECK(mode_of(tree.path("proxyenv/bin")) == 0755);
  tree.write("proxyenv/notes", "mine\n");
  const Outcome outcome = tree.init({"--uninstall"});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.out, "files of yours"));
  CHECK(tree.text("proxyenv/notes") == "mine\n");
  fs::remove(tree.path("proxyenv/notes"));
  fs::remove(tree.path("proxyenv"));
  CHECK(tree.snapshot() == before);

  fs::create_directory(tree.path("proxyenv"));
  tree.write("victim", "");
  tree.write("proxyenv/setup.json",
             "{\"schema\": 1, \"files\": {\"proxyenv/../victim\": "
             "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}}");
  CHECK(tree.init({"--uninstall"}).exit_status == 125);
  CHECK(tree.has("victim"));
}
