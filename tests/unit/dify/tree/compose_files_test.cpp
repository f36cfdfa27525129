// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/compose_files.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "dify/record/sha256.hpp"
#include "support/dify_trees.hpp"
#include "text/list.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

// The folder is /dify.
std::string below(const std::string& path) {
  return path.starts_with("/dify/") ? path.substr(6) : path;
}

Files files_named(const std::vector<std::string>& names) {
  Files files;
  for (const std::string& name : names) files[name] = "of " + name;
  return files;
}

std::string shown(const Result<ComposeFiles>& files) {
  if (!files) return "error: " + files.error().message;
  return text::joined(files->loaded, " ") + " | " + files->override_file + " | " +
         files->needed_compose_file;
}

}  // namespace

TEST_CASE("which files Compose loads by itself") {
  struct Row {
    std::vector<std::string> names;
    std::string_view files;  // loaded | ours | COMPOSE_FILE as it must be
    std::string_view why;
  };
  const Row rows[] = {
      {{"docker-compose.yaml"}, "docker-compose.yaml | docker-compose.override.yaml | ", "Dify's"},
      {{"docker-compose.yaml", "docker-compose.yml"},
       "docker-compose.yml | docker-compose.override.yaml | ",
       "the first of Compose's names, in its own order"},
      {{"docker-compose.yaml", "compose.yaml"},
       "compose.yaml | docker-compose.override.yaml | ",
       "likewise"},
      {{"docker-compose.yaml", "docker-compose.override.yml"},
       "docker-compose.yaml docker-compose.override.yml | docker-compose.proxyenv.yaml | "
       "docker-compose.yaml:docker-compose.override.yml:docker-compose.proxyenv.yaml",
       "an override of somebody's: ours has another name and must be listed"},
      {{"docker-compose.yaml", "compose.override.yaml", "docker-compose.override.yml"},
       "docker-compose.yaml compose.override.yaml | docker-compose.proxyenv.yaml | "
       "docker-compose.yaml:compose.override.yaml:docker-compose.proxyenv.yaml",
       "Compose ignores the second"},
      {{"docker-compose.yaml", "docker-compose.proxyenv.yaml"},
       "docker-compose.yaml | docker-compose.override.yaml | ",
       "a name that Compose does not load"},
      {{"docker/docker-compose.yaml"},
       "error: there is no Compose file in that folder, but one in its folder docker: give that "
       "one to --dir",
       "Dify's root folder"},
      {{"container-compose.yml", "podman-compose.yaml"},
       "error: there is podman-compose.yaml, which podman-compose loads, and no file that Docker "
       "Compose loads: give --podman",
       "files that podman-compose alone loads"},
      {{"README.md"},
       "error: there is no docker-compose.yaml in that folder: --dir needs Dify's docker folder; "
       "if you give other files to docker compose -f, name them in the same order: "
       "COMPOSE_FILE=first.yaml:second.yaml, in .env or in the shell",
       "another folder"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Files files = files_named(row.names);
    const Variables none;
    const Variables empty = {{"COMPOSE_FILE", ""}};
    CHECK(shown(choose_compose_files(reading(files), looking_up(none), below, std::nullopt)) ==
          row.files);
    CHECK(shown(choose_compose_files(reading(files), looking_up(empty), below, std::nullopt)) ==
          row.files);
  }
}

TEST_CASE("our override is known by the record, also after it was replaced") {
  const std::string name(kOverrideName);
  const Files files = files_named({"docker-compose.yaml", name});
  SetupRecord wrote_it;
  wrote_it.files = {{name, sha256("whatever it was")}};
  SetupRecord replaced_it;
  replaced_it.replaced = {{name, sha256(files.at(name))}};
  SetupRecord replaced_another;
  replaced_another.replaced = {{name, sha256("another text")}};
  const auto ours = [&](const SetupRecord& record) {
    const Variables none;
    const auto chosen = choose_compose_files(reading(files), looking_up(none), below, record);
    REQUIRE(chosen);
    return chosen->override_file == name;
  };
  CHECK(ours(wrote_it));
  CHECK(ours(replaced_it));
  CHECK_FALSE(ours(replaced_another));
  CHECK_FALSE(ours(SetupRecord()));
}

TEST_CASE("which files COMPOSE_FILE names, and what it must be") {
  struct Row {
    Variables variables;
    std::string_view files;
    std::string_view why;
  };
  const Row rows[] = {
      {{{"COMPOSE_FILE", "docker-compose.yaml"}},
       "docker-compose.yaml | docker-compose.proxyenv.yaml | "
       "docker-compose.yaml:docker-compose.proxyenv.yaml",
       "ours is missing"},
      {{{"COMPOSE_FILE", "./docker-compose.yaml:docker-compose.proxyenv.yaml"}},
       "docker-compose.yaml | docker-compose.proxyenv.yaml | ",
       "ours is there, and last"},
      {{{"COMPOSE_FILE", "docker-compose.proxyenv.yaml:docker-compose.yaml"}},
       "docker-compose.yaml | docker-compose.proxyenv.yaml | "
       "docker-compose.yaml:docker-compose.proxyenv.yaml",
       "a file behind ours would overrule it"},
      {{{"COMPOSE_FILE",
         "a.yaml:./docker-compose.proxyenv.yaml:b.yaml:docker-compose.proxyenv.yaml"}},
       "a.yaml b.yaml | docker-compose.proxyenv.yaml | "
       "a.yaml:b.yaml:./docker-compose.proxyenv.yaml",
       "ours stands there twice: as it is written first"},
      {{{"COMPOSE_FILE", "/dify/docker-compose.yaml"}},
       "docker-compose.yaml | docker-compose.proxyenv.yaml | "
       "/dify/docker-compose.yaml:/dify/docker-compose.proxyenv.yaml",
       "an absolute path: ours is written like it"},
      {{{"COMPOSE_FILE", "docker-compose.yaml:/etc/other.yaml"}},
       "docker-compose.yaml /etc/other.yaml | docker-compose.proxyenv.yaml | "
       "docker-compose.yaml:/etc/other.yaml:docker-compose.proxyenv.yaml",
       "a file elsewhere: ours is not there"},
      {{{"COMPOSE_FILE", "a.yaml;b.yaml"}},
       "a.yaml b.yaml | docker-compose.proxyenv.yaml | a.yaml;b.yaml;docker-compose.proxyenv.yaml",
       "an .env from Windows, under WSL"},
      {{{"COMPOSE_FILE", "a;b.yaml:c.yaml"}},
       "a;b.yaml c.yaml | docker-compose.proxyenv.yaml | "
       "a;b.yaml:c.yaml:docker-compose.proxyenv.yaml",
       "a semicolon in a name beside a colon"},
      {{{"COMPOSE_FILE", "a.yaml, b.yaml"}, {"COMPOSE_PATH_SEPARATOR", ", "}},
       "a.yaml b.yaml | docker-compose.proxyenv.yaml | "
       "a.yaml, b.yaml, docker-compose.proxyenv.yaml",
       "a separator of two characters"},
      {{{"COMPOSE_FILE", "a.yaml:b.yaml"}, {"COMPOSE_PATH_SEPARATOR", ""}},
       "a.yaml b.yaml | docker-compose.proxyenv.yaml | a.yaml:b.yaml:docker-compose.proxyenv.yaml",
       "an empty separator counts as none"},
      {{{"COMPOSE_FILE", "::"}}, "error: COMPOSE_FILE names no file of Dify's", "nothing"},
      {{{"COMPOSE_FILE", "docker-compose.proxyenv.yaml"}},
       "error: COMPOSE_FILE names no file of Dify's",
       "ours alone"},
      {{{"COMPOSE_FILE", "docker/docker-compose.yaml"}},
       "error: COMPOSE_FILE begins with docker/docker-compose.yaml, and Compose takes all paths "
       "from the folder of that file: give that folder to --dir",
       "another folder counts"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Files files;
    const auto chosen =
        choose_compose_files(reading(files), looking_up(row.variables), below, std::nullopt);
    CHECK(shown(chosen) == row.files);
    if (chosen) CHECK(chosen->is_compose_file_set);
  }
}

TEST_CASE("a file that cannot be read is an Error") {
  const Files files = {{"docker-compose.yaml", "unreadable"}};
  const Variables none;
  CHECK(shown(choose_compose_files(reading(files), looking_up(none), below, std::nullopt)) ==
        "error: cannot read docker-compose.yaml");
}
