// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init` and its --uninstall, killed at each system call, and with each system call
// failing once, be it of the launcher, of the companion or of the C library.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

#include "at_call.hpp"
#include "dify_tree.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

namespace {

using Snapshot = std::map<std::string, std::string>;

constexpr std::string_view kStaging = "proxyenv/.unfinished";

// One call, and what was called before it.
struct Call {
  std::string_view what;
  Words first;  // empty: nothing
  Words words;
  Words init_words;          // of an init that is called afterwards
  bool is_of_other = false;  // root works in another user's tree
};

const Words kDirect = {"--mode", "direct", "--upstream", "-"};
const Words kSelective = joined({kDomains, {"--upstream", "-"}});
const Words kPlain = joined({kDomains, kUpstream});
const Words kWrapped = joined({kSelective, {"--wrap"}});
const Call kFirstInit = {"a first init", {}, kPlain, kPlain, true};
const Call kFirstWithPassword = {"a first init with a password", {}, kSelective, kSelective};
const Call kFirstWrapped = {"a first init with --wrap", {}, kWrapped, kWrapped};
const Call kOtherInit = {"an init that replaces and removes files", kDirect, kSelective,
                         kSelective};
const Call kUninstall = {"--uninstall", kSelective, {"--uninstall"}, kSelective};

constexpr std::string_view kFirstUrl = "http://alice:s3cret-1@192.168.0.1:7890\n";
constexpr std::string_view kUrl = "http://alice:s3cret-2@192.168.0.1:7890\n";

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

// --uninstall alone repairs what is there, and so does init with an --uninstall behind it.
void check_repaired(const Tree& tree, const Call& call, const Snapshot& clean) {
  const Tree other = tree;
  const Outcome outcome = tree.init(call.init_words, {}, std::string(kUrl));
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(!tree.has(kStaging));
  const Outcome again = tree.init(call.init_words, {}, std::string(kUrl));
  INFO(again);
  CHECK(contains(again.out, "nothing to change"));
  check_uninstalled(tree, clean);
  check_uninstalled(other, clean);
}

// Larger files are programs.
constexpr std::size_t kLargestText = std::size_t{64} << 10U;

// The snapshot as one text. A salt is another one in each run, and so are the hashes of it.
std::string without_hashes(const Snapshot& snapshot) {
  std::string text;
  for (const auto& [path, content] : snapshot) {
    const bool is_text = content.size() <= kLargestText;
    text.append(path).append("\n").append(is_text ? content : std::to_string(content.size()));
  }
  constexpr std::size_t kShortest = 16;
  std::string result;
  std::size_t digits = 0;
  for (const char c : text) {
    digits =
        std::string_view("0123456789abcdef").find(c) != std::string_view::npos ? digits + 1 : 0;
    if (digits == kShortest) result.resize(result.size() + 1 - kShortest);
    if (digits < kShortest) result.push_back(c);
  }
  return result;
}

// The states of a tree that were repaired already.
class Repairs {
 public:
  explicit Repairs(const Call& call) : call_(call), clean_(Tree().snapshot()) {}

  void check(const Tree& tree) {
    const bool is_new = states_.insert(without_hashes(tree.snapshot())).second;
    if (is_new || is_long_form()) check_repaired(tree, call_, clean_);
  }
  [[nodiscard]] std::size_t count() const { return states_.size(); }

 private:
  const Call& call_;
  Snapshot clean_;
  std::set<std::string> states_;
};

// A password is in files that the owner alone can read.
void check_secrets_are_private(const Tree& tree) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tree.path())) {
    const bool is_text = entry.is_regular_file() && entry.file_size() <= kLargestText;
    if (!is_text || !contains(read_file(entry.path()), "s3cret")) continue;
    CAPTURE(entry.path());
    CHECK((mode_of(entry.path()) & 0077U) == 0);
    CHECK((mode_of(entry.path().parent_path()) & 0077U) == 0);
  }
}

// `stride`: of the short form, from one call to the next that it is killed at.
void check_killed_anywhere(const Call& call, int stride = 1) {
  if (!can_stop_calls("killing at each system call")) return;
  const Tree before = tree_before(call);
  Repairs repairs(call);
  if (is_long_form()) stride = 1;
  int number = 1;
  for (bool is_over = false; !is_over; number += stride) {
    const Tree tree = before;
    const Stopped killed = run_at("kill", number, 0, tree.init_words(call.words), kUrl);
    CAPTURE(call.what);
    CAPTURE(number);
    CAPTURE(killed.call);
    INFO(killed.outcome);
    is_over = killed.call < 0;
    CHECK((is_over ? killed.outcome.exit_status == 0 : killed.outcome.signal == SIGKILL));
    check_secrets_are_private(tree);
    repairs.check(tree);
  }
  MESSAGE(call.what << ": " << number - stride - 1 << " calls, killed at each " << stride
                    << ". of them, " << repairs.count() << " states");
  CHECK(number > 100);
  CHECK(repairs.count() > 10);
}

// What init made is the other user's, who could not remove it otherwise.
constexpr unsigned kOther = 65534;

void check_owner(const Tree& tree, const Snapshot& old) {
  for (const auto& [path, content] : tree.snapshot()) {
    if (old.contains(path)) continue;
    struct stat status {};
    REQUIRE(::lstat(tree.path(path).c_str(), &status) == 0);
    CAPTURE(path);
    CHECK(status.st_uid == kOther);
  }
}

// The folders of ours may be left where it is their removal that fails, and that is an error.
bool has_only_empty_folders_besides(Snapshot after, const Snapshot& expected) {
  for (const auto& [path, content] : Snapshot(after)) {
    const bool is_folder = path == "proxyenv" || path == "proxyenv/bin";
    if (is_folder && !expected.contains(path)) after.erase(path);
  }
  return after == expected;
}

struct States {
  Snapshot old;
  Snapshot complete;
};

void check_failed(const Stopped& failed, const Snapshot& after, const States& states) {
  const Outcome& outcome = failed.outcome;
  if (failed.call < 0 || outcome.exit_status == 0) {
    CHECK(outcome.exit_status == 0);
    CHECK(after == states.complete);
  } else if (is_call_of_startup(failed.call) && after == states.old) {
    CHECK(outcome.exit_status != 0);
  } else {
    CHECK(outcome.exit_status == 125);
    CHECK((after == states.old || has_only_empty_folders_besides(after, states.complete)));
    // It can be the message itself that is not written.
    CHECK(errors_told(outcome) == (failed.call == SYS_write && outcome.err.empty() ? 0 : 1));
  }
}

void check_failing_anywhere(const Call& call) {
  if (!can_stop_calls("letting each system call fail")) return;
  const Tree before = tree_before(call);
  const Tree done = before;
  REQUIRE(done.init(call.words, {}, std::string(kUrl)).exit_status == 0);
  const States states = {before.snapshot(), done.snapshot()};
  REQUIRE(states.complete != states.old);
  Repairs repairs(call);
  const bool is_given = call.is_of_other && ::geteuid() == 0;
  int number = 1;
  int runs = 0;
  for (bool is_over = false; !is_over; ++number) {
    for (const int error : errors_at(number)) {
      const Tree tree = before;
      if (is_given) REQUIRE(::chown(tree.path().c_str(), kOther, kOther) == 0);
      const Stopped failed = run_at("fail", number, error, tree.init_words(call.words), kUrl);
      CAPTURE(call.what);
      CAPTURE(number);
      CAPTURE(failed.call);
      CAPTURE(error);
      INFO(failed.outcome);
      ++runs;
      is_over = failed.call < 0;
      check_failed(failed, tree.snapshot(), states);
      if (is_given) check_owner(tree, states.old);
      repairs.check(tree);
    }
  }
  MESSAGE(call.what << ": " << runs << " calls failed, " << repairs.count() << " states");
  CHECK(number > 100);
}

}  // namespace

TEST_CASE("a first init killed anywhere is repaired by the next call of either command") {
  check_killed_anywhere(kFirstWithPassword);
}

TEST_CASE(
    "a first init with --wrap killed anywhere is repaired by the next call of either command") {
  constexpr int kStride = 5;  // it writes megabytes each time
  check_killed_anywhere(kFirstWrapped, kStride);
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
