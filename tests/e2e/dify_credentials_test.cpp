// SPDX-License-Identifier: Apache-2.0
// What `proxyenv dify init` does with a password: it reaches one private file, and no output.
#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "dify_tree.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("a password reaches one file, which is its owner's alone, and no output") {
  struct Row {
    std::string_view mode;
    std::string_view file;  // the file that holds it
  };
  for (const Row& row :
       {Row{"selective", "proxyenv/upstream.conf"}, Row{"direct", "proxyenv/upstream.env"}}) {
    const Tree tree;
    const std::string url = "http://alice:s3cr%23et@192.168.0.1:7890\n";
    Words words = {"--mode", std::string(row.mode)};
    if (row.mode == "selective") words = joined({words, kDomains});
    const Outcome dry = tree.init(joined({words, {"--dry-run", "--upstream", "-"}}), {}, url);
    INFO(dry);
    CHECK(dry.exit_status == 0);
    CHECK(!tree.has("proxyenv"));
    const Outcome piped = tree.init(joined({words, {"--upstream", "-"}}), {}, url);
    INFO(piped);
    REQUIRE(piped.exit_status == 0);
    const ScratchDirectory scratch;
    const std::string file = scratch.write("url", url);
    const Outcome again = tree.init(joined({words, {"--upstream-file", file}}));
    CHECK(contains(again.out, "nothing to change"));
    for (const Outcome* outcome : {&dry, &piped, &again}) {
      for (const std::string_view piece : {"s3cr", "alice"}) {
        CHECK(!contains(outcome->out + outcome->err, piece));
      }
    }
    std::size_t holders = 0;
    for (const auto& entry : fs::recursive_directory_iterator(tree.path())) {
      if (!entry.is_regular_file() || !contains(read_file(entry.path()), "s3cr")) continue;
      ++holders;
      CHECK(entry.path() == tree.path(row.file));
    }
    CHECK(holders == 1);
    CHECK(mode_of(tree.path(row.file)) == 0600);
    CHECK(mode_of(tree.path("proxyenv/setup.json")) == 0600);
    CHECK(mode_of(tree.path("proxyenv")) == 0700);
    CHECK(tree.text("proxyenv/.gitignore") == "*\n");
  }
}

TEST_CASE("credentials of which squid dies are refused where they are for squid") {
  for (const auto& [size, status] : {std::pair<std::size_t, int>{122, 0}, {123, 125}}) {
    const Tree tree;
    const std::string url = "http://alice:" + std::string(size, 's') + "@192.168.0.1:7890";
    const Outcome outcome = tree.init(joined({kDomains, {"--upstream", "-"}}), {}, url);
    INFO(outcome);
    CHECK(outcome.exit_status == status);
    CHECK(!contains(outcome.out + outcome.err, "ssss"));
    CHECK(tree.init({"--mode", "direct", "--upstream", "-"}, {}, url).exit_status == 0);
  }
}

TEST_CASE("the override tells nothing about a password that is changed") {
  const Tree first;
  const Tree second;
  const Words words = joined({{"--upstream", "-"}, kDomains});
  REQUIRE(first.init(words, {}, "http://u:a@10.0.0.9:1").exit_status == 0);
  REQUIRE(second.init(words, {}, "http://u:a@10.0.0.9:1").exit_status == 0);
  const std::string before = first.text("docker-compose.override.yaml");
  // The same password has different labels in two trees, so it cannot be looked up in a table.
  CHECK(before != second.text("docker-compose.override.yaml"));
  REQUIRE(first.init(words, {}, "http://u:b@10.0.0.9:1").exit_status == 0);
  CHECK(before != first.text("docker-compose.override.yaml"));
  REQUIRE(first.init(words, {}, "http://u:a@10.0.0.9:1").exit_status == 0);
  CHECK(before == first.text("docker-compose.override.yaml"));
}
