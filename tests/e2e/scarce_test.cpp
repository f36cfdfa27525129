// SPDX-License-Identifier: Apache-2.0
// `proxyenv dify init`, its --uninstall, `dify verify` and `--install` where something is scarce:
// stack, memory, descriptors, the size of files, room on the disk. Each does its work, or says in
// one line why not, exits 125 and leaves all as it was.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "at_call.hpp"
#include "dify_tree.hpp"
#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

namespace {

using Snapshot = std::map<std::string, std::string>;

// One command that is to do its work in a tree.
struct Command {
  std::string_view what;
  bool is_set_up;  // the tree is one that init has worked in
  Words words;     // of the companion, without --dir
};

// The tree, a file with the URL of the upstream, and what the command does where nothing is scarce.
class Workplace {
 public:
  explicit Workplace(const Command& command) : command_(command) {
    scratch_.write("url", "http://alice:s3cret@192.168.0.1:7890\n");
    scratch_.write("log",
                   "1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT "
                   "a.googleapis.com:443 - FIRSTUP_PARENT/192.168.0.1 -\n");
    if (command.is_set_up) {
      REQUIRE(before_.init(joined({kDomains, {"--upstream-file", scratch_.path("url"), "--wrap"}}))
                  .exit_status == 0);
    }
    done_.emplace(before_);
    REQUIRE(run_program({words(*done_), {}, {}}).exit_status == 0);
    complete_ = done_->snapshot();
  }

  [[nodiscard]] const Tree& before() const { return before_; }
  [[nodiscard]] const Tree& done() const { return *done_; }
  [[nodiscard]] Words words(const Tree& tree) const { return words(tree.path()); }
  [[nodiscard]] Words words(const std::string& folder) const {
    Words words = {companion_path(), "dify"};
    for (const std::string& word : command_.words) {
      words.push_back(word == "URL"   ? scratch_.path("url")
                      : word == "LOG" ? scratch_.path("log")
                                      : word);
    }
    return joined({words, {"--dir", folder}});
  }

  // Returns whether it did its work.
  bool check(const Outcome& outcome, const Tree& tree) const {
    CAPTURE(command_.what);
    INFO(outcome);
    const Snapshot after = tree.snapshot();
    if (outcome.exit_status == 0) {
      CHECK(after == complete_);
      return true;
    }
    CHECK(outcome.exit_status == 125);
    CHECK(errors_told(outcome) == 1);
    CHECK((after == before_.snapshot() || after == complete_));
    return false;
  }

 private:
  const Command& command_;
  ScratchDirectory scratch_;
  Tree before_;
  std::optional<Tree> done_;
  Snapshot complete_;
};

// The salt of a first init with a password is another one in each run, so its states could not be
// compared. The second one has a password, and keeps the salt.
const Command kCommands[] = {
    {"a first init", false, joined({{"init"}, kDomains, kUpstream, {"--wrap"}})},
    {"an init over another", true,
     joined({{"init"}, {"--domains", ".openai.com", "--upstream-file", "URL"}})},
    {"--uninstall", true, {"init", "--uninstall"}},
    {"verify", true, {"verify", "--access-log", "LOG"}},
};

std::string limit_of(int resource, std::size_t value) {
  const std::string text = std::to_string(value);
  return "limit=" + std::to_string(resource) + ":" + text + ":" + text;
}

// The smallest limit of memory with which the kernel can start the program at all.
std::size_t smallest_memory(const std::string& program) {
  constexpr std::size_t kStep = std::size_t{64} << 10U;
  std::size_t limit = kStep;
  while (run_with_state({limit_of(RLIMIT_AS, limit)}, {program, "--version"}).exit_status != 0) {
    limit += kStep;
  }
  return limit;
}

// The first call for memory behind those with which the C library starts the program. Without
// these it ends in a way of its own.
int first_point_of_program() {
  int number = 1;
  while (run_at("starve", number, 0, {companion_path(), "--version"}).outcome.exit_status != 0) {
    ++number;
  }
  return number;
}

}  // namespace

TEST_CASE("a stack of 32 KiB suffices") {
  constexpr std::size_t kSmall = std::size_t{32} << 10U;
  for (const Command& command : kCommands) {
    const Workplace place(command);
    const Tree tree = place.before();
    CHECK(place.check(run_with_state({limit_of(RLIMIT_STACK, kSmall)}, place.words(tree)), tree));
  }
  const ScratchDirectory scratch;
  const Outcome install = run_with_state({limit_of(RLIMIT_STACK, kSmall)},
                                         {proxyenv_path(), "--install", scratch.path("copy")});
  INFO(install);
  CHECK(install.exit_status == 0);
}

TEST_CASE("where memory ends at any point, work is done or nothing has changed") {
  if (!can_stop_calls("refusing memory")) return;
  const int first = first_point_of_program();
  for (const Command& command : kCommands) {
    const Workplace place(command);
    int number = first;
    for (bool is_over = false; !is_over; ++number) {
      const Tree tree = place.before();
      const Stopped starved = run_at("starve", number, 0, place.words(tree));
      CAPTURE(command.what);
      CAPTURE(number);
      INFO(starved.outcome);
      is_over = starved.call < 0;
      place.check(starved.outcome, tree);
    }
    MESSAGE(command.what << ": memory ended at " << number - first - 1 << " points");
    CHECK(number > first + 5);
  }
}

TEST_CASE("with any limit of memory, work is done or nothing has changed") {
  constexpr std::size_t kStep = std::size_t{128} << 10U;
  constexpr int kEnough = 3;  // successes, one after the other
  const std::size_t smallest = smallest_memory(companion_path());
  for (const Command& command : kCommands) {
    const Workplace place(command);
    int done = 0;
    for (std::size_t limit = smallest; done < kEnough; limit += kStep) {
      const Tree tree = place.before();
      CAPTURE(limit);
      const Outcome outcome = run_with_state({limit_of(RLIMIT_AS, limit)}, place.words(tree));
      done = place.check(outcome, tree) ? done + 1 : 0;
      REQUIRE(limit < std::size_t{256} << 20U);
    }
  }
  int done = 0;
  for (std::size_t limit = smallest_memory(proxyenv_path()); done < kEnough; limit += kStep) {
    const ScratchDirectory scratch;
    scratch.write("copy", "old");
    CAPTURE(limit);
    const Outcome outcome = run_with_state({limit_of(RLIMIT_AS, limit)},
                                           {proxyenv_path(), "--install", scratch.path("copy")});
    INFO(outcome);
    const bool is_done = outcome.exit_status == 0;
    done = is_done ? done + 1 : 0;
    CHECK((is_done || outcome.exit_status == 125));
    CHECK(lines_of(outcome.err).size() == (is_done ? 0 : 1));
    CHECK((read_file(scratch.path("copy")) == "old") == !is_done);
    CHECK(scratch.names() == Words{"copy"});
    REQUIRE(limit < std::size_t{256} << 20U);
  }
}

TEST_CASE("with any limit of descriptors, work is done or nothing has changed") {
  constexpr std::size_t kMost = 40;
  for (const Command& command : kCommands) {
    const Workplace place(command);
    int done = 0;
    for (std::size_t limit = 0; limit <= kMost; ++limit) {
      const Tree tree = place.before();
      CAPTURE(limit);
      const Outcome outcome = run_with_state({limit_of(RLIMIT_NOFILE, limit)}, place.words(tree));
      done += place.check(outcome, tree) ? 1 : 0;
    }
    CAPTURE(command.what);
    CHECK(done > 0);
    CHECK(done < static_cast<int>(kMost));
  }
  for (std::size_t limit = 0; limit <= kMost; ++limit) {
    const ScratchDirectory scratch;
    CAPTURE(limit);
    const Outcome outcome = run_with_state({limit_of(RLIMIT_NOFILE, limit)},
                                           {proxyenv_path(), "--install", scratch.path("copy")});
    INFO(outcome);
    const bool is_done = outcome.exit_status == 0;
    CHECK(is_done == (limit > 6));
    CHECK((is_done || outcome.exit_status == 125));
    CHECK(scratch.names() == (is_done ? Words{"copy"} : Words{}));
  }
}

TEST_CASE("a limit of the file size is an error like a full disk, and nothing is left behind") {
  const ScratchDirectory scratch;
  for (const std::size_t bytes : {0U, 1U, 100U, 3000U, 100000U}) {
    const std::string limit = limit_of(RLIMIT_FSIZE, bytes);
    CAPTURE(limit);
    for (const Command& command : kCommands) {
      const Workplace place(command);
      const Tree tree = place.before();
      const Outcome outcome = run_with_state({limit}, place.words(tree));
      const bool is_done = place.check(outcome, tree);
      INFO(outcome);
      // What removes and looks writes no file. The program of --wrap is larger than all limits.
      const bool writes = command.words.front() == "init" && command.words.back() != "--uninstall";
      if (!writes) CHECK(is_done);
      if (!command.is_set_up) CHECK(!is_done);
      if (!is_done) CHECK(contains(outcome.err, "File too large"));
    }
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

TEST_CASE("on a disk with any amount of room, work is done or nothing has changed") {
  const ScratchDirectory scratch;
  const std::string mount = scratch.make_directory("mount");
  if (!can_take({"namespaces", "tmpfs=" + mount + ":size=1m"}, "dify init on a full disk")) return;
  // The mount ends with its namespace, so the script compares.
  const std::string script = scratch.write("script", R"sh(
mount=$1 before=$2 complete=$3
shift 3
state() {
    (cd "$1" && find . -printf '%p %m\n' -type f -exec cksum {} + | sort)
}
cp -a "$before" "$mount/docker" 2>err || { echo 'too small'; exit 0; }
"$@" >out 2>err
status=$?
state "$mount/docker" >after
if [ "$status" = 0 ]; then
    state "$complete" | cmp after - && echo done
else
    state "$before" | cmp after - && [ "$status" = 125 ] && grep -vc 'note: \|warning: ' err
    cat err >&2
fi
)sh");
  const auto run_on = [&](const Workplace& place, const std::string& disk) {
    const Words words =
        joined({{"/bin/sh", script, mount, place.before().path(), place.done().path()},
                place.words(mount + "/docker")});
    const Words steps = {"namespaces", "tmpfs=" + mount + ":" + disk,
                         "directory=" + scratch.path()};
    return run_with_state(steps, words, {"PATH=/bin:/usr/bin"});
  };
  constexpr int kEnough = 2;  // successes, one after the other
  constexpr int kSmallSteps = 16;
  constexpr int kMost = 3000;
  for (const Command& command : kCommands) {
    if (command.words.front() == "verify") continue;  // it writes nothing
    const Workplace place(command);
    for (const std::string_view what : {"size", "nr_inodes"}) {
      const bool is_size = what == "size";
      int refused = 0;
      int done = 0;
      for (int amount = 4; done < kEnough; amount += refused < kSmallSteps ? 1 : 64) {
        const std::string disk = std::string(what) + "=" +
                                 std::to_string(is_size ? amount * 4 : amount) +
                                 (is_size ? "k" : "");
        const Outcome outcome = run_on(place, disk);
        CAPTURE(command.what);
        CAPTURE(disk);
        INFO(outcome);
        REQUIRE(amount < kMost);
        if (outcome.out == "too small\n") continue;
        const bool is_done = outcome.out == "done\n";
        done = is_done ? done + 1 : 0;
        refused += is_done ? 0 : 1;
        CHECK((is_done || outcome.out == "1\n"));
        if (!is_done) CHECK(contains(outcome.err, "No space left on device"));
      }
      MESSAGE(command.what << ", " << what << ": " << refused << " times too small");
      // --uninstall needs no room, but one inode.
      if (!is_size) CHECK(refused > 0);
    }
  }
}
