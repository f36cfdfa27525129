// SPDX-License-Identifier: Apache-2.0
// `proxyenv --install`, killed at each system call, and with each system call failing once.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "at_call.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"

using namespace e2e;

namespace {

constexpr std::string_view kRest = ".proxyenv-install";

struct Row {
  std::string_view what;
  bool is_new;  // nothing has the name yet
  Words steps;
};

const Row kRows[] = {
    {"a new file", true, {}},
    {"a file in the place of another", false, {}},
    {"a new file, on a file system without unnamed files", true, {"no_unnamed_files"}},
    {"a file in the place of another, without unnamed files", false, {"no_unnamed_files"}},
};

// A folder with the old file in it, if there is one.
class Place {
 public:
  explicit Place(const Row& row) : is_new_(row.is_new) {
    if (!is_new_) scratch_.write("copy", "old");
  }

  [[nodiscard]] Words words() const {
    return {proxyenv_path(), "--install", scratch_.path("copy")};
  }
  [[nodiscard]] Words names() const { return scratch_.names(); }
  [[nodiscard]] std::string rest() const { return read_file(scratch_.path(kRest)); }
  [[nodiscard]] bool is_old() const {
    return is_new_ ? !has("copy") : read_file(scratch_.path("copy")) == "old";
  }
  [[nodiscard]] bool is_done() const {
    return has("copy") && read_file(scratch_.path("copy")) == read_file(proxyenv_path());
  }
  [[nodiscard]] bool has(std::string_view name) const {
    for (const std::string& each : names()) {
      if (each == name) return true;
    }
    return false;
  }

 private:
  ScratchDirectory scratch_;
  bool is_new_;
};

// Kills it at each call. Returns how often it left another file.
int count_rests(const Row& row) {
  int rests = 0;
  int number = 1;
  for (bool is_over = false; !is_over; ++number) {
    const Place place(row);
    const Stopped killed = run_at("kill", number, 0, place.words(), "", row.steps);
    CAPTURE(row.what);
    CAPTURE(number);
    INFO(killed.outcome);
    is_over = killed.call < 0;
    CHECK((is_over ? killed.outcome.exit_status == 0 : killed.outcome.signal == SIGKILL));
    CHECK((place.is_old() || place.is_done()));
    if (place.has(kRest)) {
      ++rests;
      CHECK(read_file(proxyenv_path()).starts_with(place.rest()));
    }
    // Where it left nothing, the next call is as any other.
    if (!place.has(kRest) && !is_over && !is_long_form()) {
      CHECK(place.names() == (row.is_new && !place.is_done() ? Words{} : Words{"copy"}));
      continue;
    }
    CHECK(run_program({place.words(), {}, {}}).exit_status == 0);
    CHECK(place.is_done());
    CHECK(place.names() == Words{"copy"});
  }
  MESSAGE(row.what << ": killed at " << number - 2 << " calls, left a file at " << rests);
  CHECK(number > 30);
  return rests;
}

}  // namespace

TEST_CASE("an --install killed anywhere leaves the old file or the new one, and the next tidies") {
  if (!can_stop_calls("killing --install at each system call")) return;
  const ScratchDirectory scratch;
  const int unnamed = ::open(scratch.path().c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
  const bool knows_unnamed_files = unnamed >= 0;
  if (knows_unnamed_files) ::close(unnamed);
  for (const Row& row : kRows) {
    const int rests = count_rests(row);
    // Where a file can do without a name, it has another one only between two calls.
    if (row.steps.empty() && knows_unnamed_files) CHECK(rests == (row.is_new ? 0 : 1));
  }
}

TEST_CASE("an --install of which any system call fails is done or changes nothing") {
  if (!can_stop_calls("letting each system call of --install fail")) return;
  for (const Row& row : kRows) {
    int number = 1;
    for (bool is_over = false; !is_over; ++number) {
      for (const int error : errors_at(number)) {
        const Place place(row);
        const Stopped failed = run_at("fail", number, error, place.words(), "", row.steps);
        const Outcome& outcome = failed.outcome;
        CAPTURE(row.what);
        CAPTURE(number);
        CAPTURE(failed.call);
        CAPTURE(error);
        INFO(outcome);
        is_over = failed.call < 0;
        const bool is_done = is_over || outcome.exit_status == 0;
        CHECK((is_done ? place.is_done() : place.is_old()));
        CHECK(place.names() == (is_done || !row.is_new ? Words{"copy"} : Words{}));
        if (is_done) CHECK(outcome.exit_status == 0);
        if (!is_done && !is_call_of_startup(failed.call)) {
          CHECK(outcome.exit_status == 125);
          CHECK(errors_told(outcome) == 1);
        }
      }
    }
    CHECK(number > 30);
  }
}

TEST_CASE("a link to a folder stays, whichever system call of --install fails") {
  if (!can_stop_calls("letting each system call of --install fail")) return;
  int number = 1;
  for (bool is_over = false; !is_over; ++number) {
    for (const int error : errors_at(number)) {
      const ScratchDirectory scratch;
      scratch.make_directory("folder");
      std::filesystem::create_directory_symlink("folder", scratch.path("bin"));
      const Words words = {proxyenv_path(), "--install", scratch.path("bin")};
      const Stopped failed = run_at("fail", number, error, words);
      CAPTURE(number);
      CAPTURE(failed.call);
      CAPTURE(error);
      INFO(failed.outcome);
      is_over = failed.call < 0;
      CHECK(scratch.names() == Words{"bin", "folder"});
      CHECK(std::filesystem::is_symlink(scratch.path("bin")));
      CHECK(std::filesystem::exists(scratch.path("folder/proxyenv")) ==
            (failed.outcome.exit_status == 0));
    }
  }
  CHECK(number > 30);
}

TEST_CASE("an --install removes what a killed one left, and no file of somebody's") {
  const std::string program = read_file(proxyenv_path());
  struct Found {
    std::string content;
    bool stays;
    std::string_view why;
  };
  const Found found[] = {
      {"", false, "killed before it wrote anything"},
      {program.substr(0, 4096), false, "killed while it wrote"},
      {program, false, "killed before it renamed"},
      {"mine\n", true, "a text"},
      {program + "x", true, "longer than this program"},
      {program.substr(0, 4096) + "x", true, "another program"},
  };
  for (const Found& row : found) {
    CAPTURE(row.why);
    const ScratchDirectory scratch;
    scratch.write(kRest, row.content);
    scratch.write("copy", "old");
    CHECK(run_proxyenv({"--install", scratch.path("copy")}).exit_status == 0);
    CHECK(read_file(scratch.path("copy")) == program);
    CHECK(scratch.names() == (row.stays ? Words{std::string(kRest), "copy"} : Words{"copy"}));
    if (row.stays) CHECK(read_file(scratch.path(kRest)) == row.content);
  }
}
