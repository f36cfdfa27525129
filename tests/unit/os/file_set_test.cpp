// SPDX-License-Identifier: Apache-2.0
#include "os/file_set.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

using namespace proxyenv;
using namespace proxyenv::os;

namespace {

namespace fs = std::filesystem;

// A folder of the test's own, with a folder `ours` in it.
class Scratch {
 public:
  Scratch() : path_((fs::temp_directory_path() / "proxyenv-XXXXXX").string()) {
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
    fs::create_directory(path_ + "/ours");
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::string path(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }
  void write(std::string_view name, std::string_view text) const {
    std::ofstream(path(name)) << text;
  }
  [[nodiscard]] std::string text(std::string_view name) const {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
  }
  [[nodiscard]] Directory open() const { return Directory::open(path_).value(); }

 private:
  std::string path_;
};

FileSet set_of(SeenFiles seen) {
  FileSet set;
  set.shown_folder = "docker";
  set.staging = "ours/.unfinished";
  set.files = {{"ours/a", "new a", 0644}, {"b", "new b", 0600}};
  set.removed = {"ours/c"};
  set.seen = std::move(seen);
  return set;
}

// What somebody does between the look and the write.
using Meanwhile = void (*)(const Scratch&);

}  // namespace

TEST_CASE("a file is replaced only if it is the one that was looked at") {
  struct Row {
    Meanwhile meanwhile;
    std::string_view error;  // empty: all is written
    std::string_view why;
  };
  const Row rows[] = {
      {[](const Scratch&) {}, "", "nothing happens"},
      {[](const Scratch& scratch) { fs::remove(scratch.path("b")); }, "", "one is removed"},
      {[](const Scratch& scratch) { scratch.write("b", "mine, longer"); },
       "docker/b was changed meanwhile", "one is edited"},
      {[](const Scratch& scratch) {
         scratch.write("other", "old b");
         fs::rename(scratch.path("other"), scratch.path("b"));
       },
       "docker/b was changed meanwhile", "one is replaced by an equal file"},
      {[](const Scratch& scratch) { scratch.write("ours/c", "mine, longer"); },
       "docker/ours/c was changed meanwhile", "one that shall go is edited"},
      {[](const Scratch& scratch) { scratch.write("ours/a", "mine"); },
       "docker/ours/a was changed meanwhile", "one appears that was missing"},
      {[](const Scratch& scratch) { fs::create_symlink("nowhere", scratch.path("ours/a")); },
       "docker/ours/a is there and is no regular file", "a link appears"},
      {[](const Scratch& scratch) { fs::create_directory(scratch.path("ours/a")); },
       "docker/ours/a is there and is no regular file", "a folder appears"},
      {[](const Scratch& scratch) {
         fs::rename(scratch.path("ours"), scratch.path("theirs"));
         fs::create_symlink("theirs", scratch.path("ours"));
       },
       "cannot write docker/ours/.unfinished: Not a directory", "their folder becomes a link"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Scratch scratch;
    scratch.write("b", "old b");
    scratch.write("ours/c", "old c");
    const Directory folder = scratch.open();
    SeenFiles seen;
    for (const std::string path : {"ours/a", "b", "ours/c"}) {
      REQUIRE(look_at_file(folder, path, seen));
    }
    row.meanwhile(scratch);
    const std::string b = scratch.text("b");
    const auto written = write_all_or_none(folder, set_of(std::move(seen)));
    if (row.error.empty()) {
      REQUIRE(written);
      CHECK(scratch.text("ours/a") == "new a");
      CHECK(scratch.text("b") == "new b");
      CHECK(!fs::exists(scratch.path("ours/c")));
    } else {
      REQUIRE_FALSE(written);
      CHECK_MESSAGE(written.error().message.starts_with(row.error), written.error().message);
      CHECK(scratch.text("b") == b);
      CHECK(scratch.text("ours/a") != "new a");
      CHECK(fs::exists(scratch.path("ours/c")));
    }
    CHECK(!fs::exists(scratch.path("ours/.unfinished")));
  }
}

TEST_CASE("no path leads out of the folder, and no link is followed below it") {
  const Scratch scratch;
  scratch.write("ours/file", "");
  fs::create_symlink("ours", scratch.path("link"));
  const Directory folder = scratch.open();
  struct Row {
    std::string_view path;
    bool found;
    int os_error;
  };
  const Row rows[] = {{"", true, 0},
                      {"ours", true, 0},
                      {"missing", false, 0},
                      {"missing/x", false, 0},
                      {"link", false, ENOTDIR},
                      {"link/x", false, ENOTDIR},
                      {"..", false, EINVAL},
                      {"ours/..", false, EINVAL},
                      {"/", false, EINVAL},
                      {".", false, EINVAL},
                      {"ours/file", false, ENOTDIR}};
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const auto inner = folder.open_below(row.path);
    CHECK((inner ? 0 : inner.error().os_error) == row.os_error);
    CHECK((inner && *inner) == row.found);
  }
}

TEST_CASE("of the folder of unfinished files only those that may be ours are removed") {
  const MayBeOurs may_be_ours = [](std::string_view head) { return head.starts_with("ours"); };
  struct Row {
    std::string_view name;
    std::string_view content;
    std::string_view error;  // empty: it is removed, or stays without being in the way
    bool is_gone;            // the folder
    std::string_view why;
  };
  const Row rows[] = {
      {"new-0", "ours 0", "", true, "a new one"},
      {"old-15", "ours 1", "", true, "an old one"},
      {"new-16", "ours 2", "", false, "a number that is never used"},
      {"mine", "ours 3", "", false, "a name that is never used"},
      {"new-1", "mine", "/new-1 is none of ours: move it away", false, "another content"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Scratch scratch;
    fs::create_directory(scratch.path("ours/.unfinished"));
    const std::string path = "ours/.unfinished/" + std::string(row.name);
    scratch.write(path, row.content);
    const auto removed = remove_unfinished(scratch.open(), "ours/.unfinished", may_be_ours);
    CHECK((removed ? "" : removed.error().message) == row.error);
    if (removed) CHECK(*removed == row.is_gone);
    CHECK(fs::exists(scratch.path("ours/.unfinished")) == !row.is_gone);
    CHECK(fs::exists(scratch.path(path)) == !row.is_gone);
  }
  for (const std::string_view target : {"b", "missing"}) {
    const Scratch scratch;
    scratch.write("b", "ours");
    fs::create_directory(scratch.path("ours/.unfinished"));
    fs::create_symlink("../../" + std::string(target), scratch.path("ours/.unfinished/new-0"));
    const auto removed = remove_unfinished(scratch.open(), "ours/.unfinished", may_be_ours);
    REQUIRE_FALSE(removed);
    CHECK(removed.error().message == "/new-0 is none of ours: move it away");
  }
}
