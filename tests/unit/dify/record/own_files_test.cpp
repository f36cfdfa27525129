// SPDX-License-Identifier: Apache-2.0
#include "dify/record/own_files.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "dify/record/file_names.hpp"
#include "dify/setup/setup.hpp"
#include "support/dify_trees.hpp"

using namespace proxyenv::dify;

TEST_CASE("all that init writes is known by its path and its beginning") {
  SetupRequest selective = selective_request();
  selective.wrap = true;
  selective.program =
      "\x7f"
      "ELF and so on";
  SetupRequest direct = direct_request();
  direct.upstream = upstream_at("http://alice:s3cret@192.168.0.1:7890");
  DifyTree with_override = tree_of_1_15();
  with_override.compose.override_file = kSeparateOverrideName;
  struct Row {
    const DifyTree tree;
    const SetupRequest& request;
  };
  const Row rows[] = {
      {tree_of_1_15(), selective}, {tree_of_1_15(), direct}, {with_override, selective}};
  for (const Row& row : rows) {
    const auto setup = make_setup(row.tree, row.request);
    REQUIRE(setup);
    for (const SetupFile& file : setup->files) {
      CAPTURE(file.path);
      CHECK((is_path_of_ours(file.path) || file.path == kRecordPath));
      CHECK(begins_as_written(file.path, file.content));
      for (std::size_t length = 0; length <= kLongestBeginning; ++length) {
        CHECK(may_be_unfinished(std::string_view(file.content).substr(0, length)));
      }
    }
  }
}

TEST_CASE("what is none of ours") {
  struct Row {
    std::string_view path;
    std::string_view content;
    bool ours;
  };
  const Row rows[] = {
      {kOverrideName, "# Written by `proxyenv dify init`: Dify 1.15.0\n", true},
      {kOverrideName, "services: {}\n", false},
      {kOverrideName, "", false},
      {kOverrideName, "# Written by me\n", false},
      {kOverrideName, "\n# Written by `proxyenv dify init`: Dify\n", false},
      {kSquidIncludePath, "#!/bin/bash\n# Written by `proxyenv dify init`, \n", false},
      {kProgramPath, "#!/bin/sh\n", false},
      {"proxyenv/other", "# Written by `proxyenv dify init`: \n", false},
      {"docker-compose.yaml", "# Written by `proxyenv dify init`: \n", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.content);
    CHECK(begins_as_written(row.path, row.content) == row.ours);
  }
  CHECK(is_path_of_ours(kOverrideName));
  CHECK(!is_path_of_ours(kRecordPath));
  CHECK(!is_path_of_ours("proxyenv/other"));
  for (const std::string_view head : {"services: {}", "x", "# Written by me", "{}"}) {
    CAPTURE(head);
    CHECK(!may_be_unfinished(head));
  }
}
