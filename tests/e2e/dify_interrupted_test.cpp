// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init`, its --uninstall and `--install`, killed at each system call that changes
// something, and with each system call that concerns files failing once.
#include <doctest/doctest.h>

#include <csignal>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "dify_tree.hpp"
#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

namespace {

using Snapshot = std::map<std::string, std::string>;

constexpr std::string_view kStaging = "proxyenv/.unfinished";
constexpr int kEndedBefore = 113;

// One call, and what was called before it.
struct Call {
  std::string_view what;
  Words first;  // empty: nothing
  Words words;
  Words init_words;  // of an init that is called afterwards
};

const Words kDirect = {"--mode", "direct", "--upstream", "-"};
const Words kSelective = joined({kDomains, {"--upstream", "-"}});
const Words kPlain = joined({kDomains, kUpstream});
const Words kWrapped = joined({kPlain, {"--wrap"}});
const Call kFirstInit = {"a first init", {}, kPlain, kPlain};
const Call kFirstWrapped = {"a first init with --wrap", {}, kWrapped, kWrapped};
const Call kOtherInit = {"an init that replaces and removes files", kDirect, kSelective,
                         kSelective};
const Call kUninstall = {
    "--uninstall", joined({kSelective, {"--wrap"}}), {"--uninstall"}, kSelective};

constexpr std::string_view kFirstUrl = "http://alice:s3cret-1@192.168.0.1:7890\n";
constexpr std::string_view kUrl = "http://alice:s3cret-2@192.168.0.1:7890\n";

Outcome run_at(std::string_view how, int number, const Words& words, std::string_view input = "") {
  return run_program(
      {joined({{helper_path("at_call"), std::string(how), std::to_string(number), "--"}, words}),
       {},
       std::string(input)});
}

// The tree as it is before the call.
Tree tree_before(const Call& call) {
  Tree tree;
  if (!call.first.empty()) {
    REQUIRE(tree.init(call.first, {}, std::string(kFirstUrl)).exit_status == 0);
  }
  return tree;
}

void check_uninstalled(const Tree& tree, const Snapshot& clean) {
  const bool is_clean = tree.snapshot() == clean;
  const Outcome outcome = tree.init({"--uninstall"});
  INFO(outcome);
  CHECK(outcome.exit_status == (is_clean ? 125 : 0));
  CHECK(tree.snapshot() == clean);
}

// After a kill, --uninstall alone or init and then --uninstall.
void check_repaired(const Tree& tree, const Call& call, bool by_init, const Snapshot& clean) {
  if (by_init) {
    const Outcome outcome = tree.init(call.init_words, {}, std::string(kUrl));
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(!tree.has(kStaging));
    const Outcome again = tree.init(call.init_words, {}, std::string(kUrl));
    INFO(again);
    CHECK(contains(again.out, "nothing to change"));
  }
  check_uninstalled(tree, clean);
}

void check_killed_anywhere(const Call& call) {
  if (!was_allowed(run_at("kill", 1, {"/"}), "killing at each system call")) return;
  const Snapshot clean = Tree().snapshot();
  const Tree before = tree_before(call);
  int number = 1;
  for (bool is_over = false; !is_over; ++number) {
    for (const bool by_init : {false, true}) {
      const Tree tree = before;
      const Outcome killed = run_at("kill", number, tree.init_words(call.words), kUrl);
      CAPTURE(call.what);
      CAPTURE(number);
      CAPTURE(by_init);
      INFO(killed);
      is_over = killed.exit_status == kEndedBefore;
      if (!is_over) CHECK(killed.signal == SIGKILL);
      check_repaired(tree, call, by_init, clean);
    }
  }
  CHECK(number > 10);
}

// The folders of ours may be left where it is their removal that fails, and that is an error.
bool has_only_empty_folders_besides(Snapshot after, const Snapshot& expected) {
  for (const auto& [path, content] : Snapshot(after)) {
    const bool is_folder = path == "proxyenv" || path == "proxyenv/bin";
    if (is_folder && !expected.contains(path)) after.erase(path);
  }
  return after == expected;
}

void check_failing_anywhere(const Call& call) {
  if (!was_allowed(run_at("fail", 1, {"/"}), "letting each system call fail")) return;
  const Tree before = tree_before(call);
  const Snapshot old = before.snapshot();
  const Tree done = before;
  REQUIRE(done.init(call.words, {}, std::string(kUrl)).exit_status == 0);
  const Snapshot complete = done.snapshot();
  REQUIRE(complete != old);
  int number = 1;
  for (bool is_over = false; !is_over; ++number) {
    const Tree tree = before;
    const Outcome outcome = run_at("fail", number, tree.init_words(call.words), kUrl);
    CAPTURE(call.what);
    CAPTURE(number);
    INFO(outcome);
    is_over = outcome.exit_status == kEndedBefore;
    const Snapshot after = tree.snapshot();
    if (is_over || outcome.exit_status == 0) {
      CHECK(after == complete);
    } else {
      CHECK(outcome.exit_status == 125);
      CHECK((after == old || has_only_empty_folders_besides(after, complete)));
    }
  }
  CHECK(number > 50);
}

}  // namespace

TEST_CASE("a first init killed anywhere is repaired by the next call of either command") {
  check_killed_anywhere(kFirstWrapped);
}

TEST_CASE("an init over another killed anywhere is repaired by the next call of either command") {
  check_killed_anywhere(kOtherInit);
}

TEST_CASE("an --uninstall killed anywhere is repaired by the next call of either command") {
  check_killed_anywhere(kUninstall);
}

TEST_CASE("a first init of which any system call fails is done or leaves nothing") {
  check_failing_anywhere(kFirstInit);
}

TEST_CASE("an init over another of which any system call fails is done or changes nothing") {
  check_failing_anywhere(kOtherInit);
}

TEST_CASE("an --uninstall of which any system call fails is done or changes nothing") {
  check_failing_anywhere(kUninstall);
}

TEST_CASE(
    "an --install killed anywhere leaves the old file or the new one, and the next one tidies") {
  if (!was_allowed(run_at("kill", 1, {"/"}), "killing --install at each system call")) return;
  int number = 1;
  for (bool is_over = false; !is_over; ++number) {
    const ScratchDirectory scratch;
    scratch.write("copy", "old");
    const Words words = {proxyenv_path(), "--install", scratch.path("copy")};
    const Outcome killed = run_at("kill", number, words);
    CAPTURE(number);
    INFO(killed);
    is_over = killed.exit_status == kEndedBefore;
    const std::string copy = read_file(scratch.path("copy"));
    CHECK((copy == "old" || copy == read_file(proxyenv_path())));
    CHECK(run_program({words, {}, {}}).exit_status == 0);
    CHECK(scratch.names() == Words{"copy"});
  }
  CHECK(number > 5);
}

TEST_CASE("an --install of which any system call fails is done or changes nothing") {
  if (!was_allowed(run_at("fail", 1, {"/"}), "letting system calls of --install fail")) return;
  int number = 1;
  for (bool is_over = false; !is_over; ++number) {
    const ScratchDirectory scratch;
    scratch.write("copy", "old");
    const Words words = {proxyenv_path(), "--install", scratch.path("copy")};
    const Outcome outcome = run_at("fail", number, words);
    CAPTURE(number);
    INFO(outcome);
    is_over = outcome.exit_status == kEndedBefore;
    const bool is_done = is_over || outcome.exit_status == 0;
    CHECK((is_done || outcome.exit_status == 125));
    CHECK(read_file(scratch.path("copy")) == (is_done ? read_file(proxyenv_path()) : "old"));
    CHECK(scratch.names() == Words{"copy"});
  }
  CHECK(number > 10);
}

TEST_CASE("a limit of the file size is an error like a full disk, and nothing is left behind") {
  const ScratchDirectory scratch;
  for (const std::string_view bytes : {"0", "1", "100", "3000", "100000"}) {
    const std::string limit = "limit=1:" + std::string(bytes) + ":" + std::string(bytes);
    CAPTURE(limit);
    const Tree tree;
    const Snapshot before = tree.snapshot();
    const Outcome init = run_with_state({limit}, tree.init_words(kWrapped));
    INFO(init);
    CHECK(init.exit_status == 125);
    CHECK(contains(init.err, "File too large"));
    CHECK(lines_of(init.err).size() == 1);
    CHECK(tree.snapshot() == before);
    const Outcome install =
        run_with_state({limit}, {proxyenv_path(), "--install", scratch.path("copy")});
    INFO(install);
    CHECK(install.exit_status == 125);
    CHECK(contains(install.err, "File too large"));
    CHECK(scratch.names().empty());
  }
  const Outcome shown =
      run_with_state({"limit=1:10:10"},
                     {"/bin/sh", "-c", "\"$0\" show >\"$1\"", proxyenv_path(), scratch.path("x")},
                     {"https_proxy=http://192.168.0.1:1"});
  INFO(shown);
  CHECK(shown.exit_status == 125);
}
