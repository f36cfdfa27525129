// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/changes.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "dify/record/sha256.hpp"
#include "support/dify_trees.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

const std::string kInclude(kSquidIncludePath);
const std::string kOverride(kOverrideName);
const std::string kRecord(kRecordPath);
const std::string kEnv(kUpstreamEnvPath);

// Files whose content ends in "!" have permissions that do not suffice.
LookAtFile looking_at(const Files& files) {
  return [&files](const std::string& path, unsigned) -> Result<std::optional<FileOnDisk>> {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    if (found->second == "unreadable") return fail("cannot read " + path);
    return FileOnDisk{found->second, !found->second.ends_with('!')};
  };
}

SetupRecord record_of(const Files& files, const Files& replaced = {}) {
  SetupRecord record;
  for (const auto& [path, content] : files) record.files.emplace_back(path, sha256(content));
  for (const auto& [path, content] : replaced) record.replaced.emplace_back(path, sha256(content));
  return record;
}

Setup setup_of(const std::vector<std::pair<std::string, std::string>>& files) {
  Setup setup;
  for (const auto& [path, content] : files) setup.files.push_back({path, content, 0644, false});
  return setup;
}

std::string shown(const Result<Changes>& changes) {
  if (!changes) return changes.error().message;
  std::string text;
  for (const FileChange& change : changes->files) {
    text.append(change.is_new ? "+" : "~").append(change.file->path).append(" ");
  }
  for (const std::string& path : changes->removed) text.append("-").append(path).append(" ");
  return text;
}

}  // namespace

TEST_CASE("what init changes, and whose files it leaves alone") {
  const Setup setup =
      setup_of({{kInclude, "new"}, {kOverride, "override"}, {kRecord, "record of new"}});
  const std::string edited = "was edited since proxyenv dify init wrote it";
  const std::string foreign = "does not say that proxyenv dify init wrote it";
  struct Row {
    std::optional<SetupRecord> record;
    Files disk;
    std::string changes;  // of an Error: a part
    std::string_view why;
  };
  const SetupRecord last = record_of({{kInclude, "old"}, {kOverride, "override"}});
  const Row rows[] = {
      {std::nullopt, {}, "+" + kInclude + " +" + kOverride + " +" + kRecord + " ", "a first init"},
      {last,
       {{kInclude, "old"}, {kOverride, "override"}, {kRecord, "record of old"}},
       "~" + kInclude + " ~" + kRecord + " ",
       "another list"},
      {record_of({{kInclude, "new"}, {kOverride, "override"}}),
       {{kInclude, "new"}, {kOverride, "override"}, {kRecord, "record of new"}},
       "",
       "the same again"},
      {last,
       {{kInclude, "mine"}, {kOverride, "override"}},
       "docker/" + kInclude + " " + edited,
       "an edited file"},
      {last,
       {{kInclude, "new"}, {kOverride, "override"}},
       edited,
       "edited into what init would write: the record does not know it"},
      {std::nullopt,
       {{kInclude, "mine"}},
       "docker/" + kInclude + " is there, and " + kRecord,
       "a file of somebody's, without a record"},
      {record_of({{kInclude, "old"}}),
       {{kInclude, "old"}, {kOverride, "mine"}},
       foreign,
       "an override of somebody's, with a record"},
      {record_of({{kInclude, "newest"}, {kOverride, "override"}}, {{kInclude, "old"}}),
       {{kInclude, "old"}, {kOverride, "override"}},
       "~" + kInclude + " +" + kRecord + " ",
       "the last init was killed: its record is there, and the file before it"},
      {last,
       {{kInclude, "old"}, {kOverride, "override"}, {kRecord, "broken by hand"}},
       "~" + kInclude + " ~" + kRecord + " ",
       "the record is never anybody's"},
      {last, {{kInclude, "unreadable"}}, "cannot read " + kInclude, "a file that cannot be read"},
      {last, {}, "+" + kInclude + " +" + kOverride + " +" + kRecord + " ", "all were deleted"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const std::string got =
        shown(compare_with_disk(setup, row.record, "docker", looking_at(row.disk)));
    if (row.changes.empty() || row.changes.ends_with(' ')) {
      CHECK(got == row.changes);
    } else {
      CHECK_MESSAGE(got.find(row.changes) != std::string::npos, got);
    }
  }
}

TEST_CASE("permissions alone are a change, and no edit") {
  const Setup setup = setup_of({{kInclude, "open to all!"}});
  const Files disk = {{kInclude, "open to all!"}};
  CHECK(shown(compare_with_disk(setup, std::nullopt, "docker", looking_at(disk))) ==
        "~" + kInclude + " ");
}

TEST_CASE("what an earlier init wrote and this one does not is removed") {
  const Setup setup = setup_of({{kInclude, "new"}});
  const SetupRecord record = record_of({{kInclude, "new"}, {kEnv, "password"}});
  CHECK(shown(compare_with_disk(setup, record, "docker",
                                looking_at({{kInclude, "new"}, {kEnv, "password"}}))) ==
        "-" + kEnv + " ");
  CHECK(shown(compare_with_disk(setup, record, "docker", looking_at({{kInclude, "new"}}))).empty());
  const std::string edited = shown(
      compare_with_disk(setup, record, "docker", looking_at({{kInclude, "new"}, {kEnv, "mine"}})));
  CHECK_MESSAGE(edited.find("was edited") != std::string::npos, edited);
}

TEST_CASE("what --uninstall removes") {
  const SetupRecord record = record_of({{kInclude, "new"}, {kOverride, "override"}},
                                       {{kInclude, "old"}, {kEnv, "password"}});
  struct Row {
    Files disk;
    std::vector<std::string> removed;  // empty and an error: refused
    std::string error;
    std::string_view why;
  };
  const Row rows[] = {
      {{{kInclude, "new"}, {kOverride, "override"}, {"docker-compose.yaml", "Dify's"}},
       {kOverride, kInclude},
       "",
       "what it wrote, and nothing else"},
      {{{kOverride, "override"}}, {kOverride}, "", "one is gone already"},
      {{{kInclude, "old"}}, {kInclude}, "", "the last init was killed before it wrote that"},
      {{{kEnv, "password"}}, {kEnv}, "", "a file that the last init meant to remove"},
      {{{kEnv, "mine"}}, {}, "", "somebody's file under that name"},
      {{{kInclude, "mine"}}, {}, "was edited", "an edited file: all stay"},
      {{{kOverride, "unreadable"}}, {}, "cannot read", "a file that cannot be read: all stay"},
      {{}, {}, "", "nothing is there"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto got = files_on_disk(record, "docker", looking_at(row.disk));
    if (row.error.empty()) {
      REQUIRE(got);
      CHECK(*got == row.removed);
    } else {
      REQUIRE_FALSE(got);
      CHECK(got.error().message.find(row.error) != std::string::npos);
    }
  }
}
