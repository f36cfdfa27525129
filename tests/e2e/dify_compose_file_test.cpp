// SPDX-License-Identifier: Apache-2.0
// Which override `proxyenv dify init` writes, so that Compose loads it, and what it says about
// COMPOSE_FILE.
#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "dify_tree.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("an override that Compose would ignore moves") {
  const Tree tree;
  REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
  CHECK(tree.has("docker-compose.override.yaml"));
  tree.write("compose.override.yml", "services: {}\n");
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(!tree.has("docker-compose.override.yaml"));
  CHECK(tree.has("docker-compose.proxyenv.yaml"));
  CHECK(contains(outcome.out,
                 "COMPOSE_FILE=docker-compose.yaml:compose.override.yml:"
                 "docker-compose.proxyenv.yaml\n"));
}

TEST_CASE("COMPOSE_FILE decides the override's name, and says what to change") {
  struct Row {
    std::string_view env_file;
    std::string_view override_file;
    std::string_view line;  // of the output; empty: no change is needed
  };
  const std::array<Row, 9> rows = {{
      {"COMPOSE_FILE=docker-compose.yaml\n", "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE=docker-compose.yaml:docker-compose.proxyenv.yaml\n"},
      {"COMPOSE_FILE=./docker-compose.yaml:\n", "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE=./docker-compose.yaml:docker-compose.proxyenv.yaml\n"},
      {"COMPOSE_FILE=docker-compose.yaml;\nCOMPOSE_PATH_SEPARATOR=;\n",
       "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE='docker-compose.yaml;docker-compose.proxyenv.yaml'\n"},
      {"COMPOSE_FILE=docker-compose.yaml:docker-compose.proxyenv.yaml\n",
       "docker-compose.proxyenv.yaml", ""},
      // Our override, which Compose loaded by its name before COMPOSE_FILE was set.
      {"COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml\n",
       "docker-compose.override.yaml", ""},
      {"COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml:"
       "docker-compose.proxyenv.yaml\n",
       "docker-compose.override.yaml",
       "COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml\n"},
      // A file after ours would override it.
      {"COMPOSE_FILE=docker-compose.override.yaml:docker-compose.yaml\n",
       "docker-compose.override.yaml",
       "COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml\n"},
      {"COMPOSE_FILE=docker-compose.yaml:docker-compose.proxyenv.yaml:docker-compose.yaml\n",
       "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE=docker-compose.yaml:docker-compose.yaml:docker-compose.proxyenv.yaml\n"},
      // Written on Windows, where Compose's separator is a semicolon.
      {"COMPOSE_FILE=docker-compose.yaml;docker-compose.yaml\n", "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE='docker-compose.yaml;docker-compose.yaml;docker-compose.proxyenv.yaml'\n"},
  }};
  for (const Row& row : rows) {
    const Tree tree;
    REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
    tree.write(".env", row.env_file);
    const Outcome outcome = tree.init(joined({kUpstream, {"--domains", ".other.com"}}));
    CAPTURE(row.env_file);
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(tree.has(row.override_file));
    CHECK(contains(outcome.out, "COMPOSE_FILE=") == !row.line.empty());
    CHECK(contains(outcome.out, row.line));
    const Outcome gone = tree.init({"--uninstall"});
    INFO(gone);
    const bool is_listed = contains(row.env_file, row.override_file);
    CHECK(contains(gone.out, "out of COMPOSE_FILE, in .env") == is_listed);
  }
}

TEST_CASE("COMPOSE_FILE with absolute paths, also through a link, names the tree's own files") {
  struct Row {
    Words names;  // FOLDER/ is the tree
    std::string_view override_file;
    Words line;  // of the output; empty: no change is needed
  };
  const Row rows[] = {
      {{"FOLDER/docker-compose.yaml", "FOLDER/docker-compose.override.yaml"},
       "docker-compose.override.yaml",
       {}},
      {{"FOLDER/../docker//docker-compose.yaml", "./docker-compose.override.yaml"},
       "docker-compose.override.yaml",
       {}},
      {{"FOLDER/docker-compose.yaml"},
       "docker-compose.proxyenv.yaml",
       {"FOLDER/docker-compose.yaml", "FOLDER/docker-compose.proxyenv.yaml"}},
      {{"FOLDER/docker-compose.override.yaml", "FOLDER/docker-compose.yaml"},
       "docker-compose.override.yaml",
       {"FOLDER/docker-compose.yaml", "FOLDER/docker-compose.override.yaml"}},
  };
  const auto in = [](const std::string& folder, const Words& names) {
    std::string text;
    for (std::string name : names) {
      if (name.starts_with("FOLDER")) name.replace(0, 6, folder);
      text.append(text.empty() ? "COMPOSE_FILE=" : ":").append(name);
    }
    return text + "\n";
  };
  for (const Row& row : rows) {
    for (const bool through_link : {false, true}) {
      const Tree tree;
      const ScratchDirectory scratch;
      // The link comes before the folder in the path, so that FOLDER/.. leads back to the same
      // place.
      fs::create_directory_symlink(fs::path(tree.path()).parent_path(), scratch.path("link"));
      const std::string folder = through_link ? scratch.path("link/docker") : tree.path();
      REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
      tree.write(".env", in(folder, row.names));
      CAPTURE(in(folder, row.names));
      const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
      INFO(outcome);
      CHECK(outcome.exit_status == 0);
      CHECK(tree.has(row.override_file));
      CHECK(contains(outcome.out, "COMPOSE_FILE=") == !row.line.empty());
      if (!row.line.empty()) {
        CHECK(contains(outcome.out, in(folder, row.line)));
        tree.write(".env", in(folder, row.line));
      }
      const Outcome verified = run_proxyenv({"dify", "verify", "--dir", tree.path()});
      INFO(verified);
      CHECK(verified.exit_status == 0);
    }
  }
}
