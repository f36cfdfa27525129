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

const std::string kNew = "# Written by `proxyenv dify init`: new";
const std::string kNewest = "# Written by `proxyenv dify init`: newest";
const std::string kOld = "# Written by `proxyenv dify init`: old";
const std::string kPassword = "# Written by `proxyenv dify init`: password";
const std::string kWrittenOverride = "# Written by `proxyenv dify init`: override";

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
      setup_of({{kInclude, kNew}, {kOverride, kWrittenOverride}, {kRecord, "record of new"}});
  const std::string edited = "was edited since proxyenv dify init wrote it";
  const std::string foreign = "does not say that proxyenv dify init wrote it";
  struct Row {
    std::optional<SetupRecord> record;
    Files disk;
    std::string changes;  // of an Error: a part
    std::string_view why;
  };
  const SetupRecord last = record_of({{kInclude, kOld}, {kOverride, kWrittenOverride}});
  const Row rows[] = {
      {std::nullopt, {}, "+" + kInclude + " +" + kOverride + " +" + kRecord + " ", "a first init"},
      {last,
       {{kInclude, kOld}, {kOverride, kWrittenOverride}, {kRecord, "record of old"}},
       "~" + kInclude + " ~" + kRecord + " ",
       "another list"},
      {record_of({{kInclude, kNew}, {kOverride, kWrittenOverride}}),
       {{kInclude, kNew}, {kOverride, kWrittenOverride}, {kRecord, "record of new"}},
       "",
       "the same again"},
      {last,
       {{kInclude, "mine"}, {kOverride, kWrittenOverride}},
       "docker/" + kInclude + " " + edited,
       "an edited file"},
      {last,
       {{kInclude, kNew}, {kOverride, kWrittenOverride}},
       edited,
       "edited into what init would write: the record does not know it"},
      {std::nullopt,
       {{kInclude, "mine"}},
       "docker/" + kInclude + " is there, and " + kRecord,
       "a file of somebody's, without a record"},
      {record_of({{kInclude, kOld}}),
       {{kInclude, kOld}, {kOverride, "mine"}},
       foreign,
       "an override of somebody's, with a record"},
      {record_of({{kInclude, kNewest}, {kOverride, kWrittenOverride}}, {{kInclude, kOld}}),
       {{kInclude, kOld}, {kOverride, kWrittenOverride}},
       "~" + kInclude + " +" + kRecord + " ",
       "the last init was killed: its record is there, and the file before it"},
      {last,
       {{kInclude, kOld}, {kOverride, kWrittenOverride}, {kRecord, "broken by hand"}},
       "~" + kInclude + " ~" + kRecord + " ",
       "the record is never anybody's"},
      {record_of({{kInclude, "mine"}}),
       {{kInclude, "mine"}},
       "docker/" + kInclude + " is no file that proxyenv dify init writes",
       "a record that claims a file of somebody's"},
      {record_of({{kInclude, kNew}}, {{kOverride, "mine"}}),
       {{kInclude, kNew}, {kOverride, "mine"}},
       "docker/" + kOverride + " is no file that proxyenv dify init writes",
       "a record that claims it as one that was replaced"},
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
  const Setup setup = setup_of({{kInclude, kNew}});
  const SetupRecord record = record_of({{kInclude, kNew}, {kEnv, kPassword}});
  CHECK(shown(compare_with_disk(setup, record, "docker",
                                looking_at({{kInclude, kNew}, {kEnv, kPassword}}))) ==
        "-" + kEnv + " ");
  CHECK(shown(compare_with_disk(setup, record, "docker", looking_at({{kInclude, kNew}}))).empty());
  const std::string edited = shown(
      compare_with_disk(setup, record, "docker", looking_at({{kInclude, kNew}, {kEnv, "mine"}})));
  CHECK_MESSAGE(edited.find("was edited") != std::string::npos, edited);
}

TEST_CASE("an --uninstall removes no file that only the record calls ours") {
  const std::string mine = "services: {}";
  const auto claimed =
      files_on_disk(record_of({{kOverride, mine}}), "docker", looking_at({{kOverride, mine}}));
  REQUIRE_FALSE(claimed);
  CHECK(claimed.error().message.find("move it away") != std::string::npos);
  const auto replaced =
      files_on_disk(record_of({}, {{kOverride, mine}}), "docker", looking_at({{kOverride, mine}}));
  REQUIRE(replaced);
  CHECK(replaced->empty());
}

TEST_CASE("what --uninstall removes") {
  const SetupRecord record = record_of({{kInclude, kNew}, {kOverride, kWrittenOverride}},
                                       {{kInclude, kOld}, {kEnv, kPassword}});
  struct Row {
    Files disk;
    std::vector<std::string> removed;  // empty and an error: refused
    std::string error;
    std::string_view why;
  };
  const Row rows[] = {
      {{{kInclude, kNew}, {kOverride, kWrittenOverride}, {"docker-compose.yaml", "Dify's"}},
       {kOverride, kInclude},
       "",
       "what it wrote, and nothing else"},
      {{{kOverride, kWrittenOverride}}, {kOverride}, "", "one is gone already"},
      {{{kInclude, kOld}}, {kInclude}, "", "the last init was killed before it wrote that"},
      {{{kEnv, kPassword}}, {kEnv}, "", "a file that the last init meant to remove"},
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
