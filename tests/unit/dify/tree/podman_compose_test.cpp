// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/podman_compose.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/dify_trees.hpp"
#include "text/list.hpp"
#include "yaml/yaml.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

// loaded | ours | COMPOSE_FILE as it must be
std::string chosen(const std::vector<std::string>& names, const Variables& shell,
                   const Variables& variables) {
  Files files;
  for (const std::string& name : names) files[name] = "of " + name;
  const auto result = choose_podman_files(
      reading(files), looking_up(shell), looking_up(variables),
      [](const std::string& path) { return path; }, std::nullopt);
  if (!result) return "error: " + result.error().message;
  return text::joined(result->loaded, " ") + " | " + result->override_file + " | " +
         result->needed_compose_file;
}

}  // namespace

TEST_CASE("podman-compose loads every file that has one of its names") {
  struct Row {
    std::vector<std::string> names;
    std::string_view files;
  };
  const Row rows[] = {
      {{"docker-compose.yaml"}, "docker-compose.yaml | docker-compose.override.yaml | "},
      {{"podman-compose.yaml"}, "podman-compose.yaml | docker-compose.override.yaml | "},
      // Docker Compose takes compose.yaml alone.
      {{"docker-compose.yaml", "compose.yaml"},
       "compose.yaml docker-compose.yaml | docker-compose.override.yaml | "},
      // Another override does not hide ours, and comes before it.
      {{"docker-compose.yaml", "docker-compose.override.yml"},
       "docker-compose.yaml docker-compose.override.yml | docker-compose.override.yaml | "},
      {{"docker-compose.yaml", "docker-compose.override.yaml"},
       "docker-compose.yaml docker-compose.override.yaml | docker-compose.proxyenv.yaml | "
       "docker-compose.yaml:docker-compose.override.yaml:docker-compose.proxyenv.yaml"},
      {{"container-compose.yaml"},
       "container-compose.yaml | docker-compose.proxyenv.yaml | "
       "container-compose.yaml:docker-compose.proxyenv.yaml"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.files);
    CHECK(chosen(row.names, {}, {}) == row.files);
  }
  CHECK(chosen({"compose.txt"}, {}, {}).starts_with("error: there is no Compose file"));
}

TEST_CASE("a COMPOSE_FILE of .env must be set in the shell, too") {
  const Variables value = {{"COMPOSE_FILE", "a.yaml:docker-compose.proxyenv.yaml"}};
  CHECK(chosen({"a.yaml"}, value, value) == "a.yaml | docker-compose.proxyenv.yaml | ");
  CHECK(chosen({"a.yaml"}, {}, value) ==
        "a.yaml | docker-compose.proxyenv.yaml | a.yaml:docker-compose.proxyenv.yaml");
  const Variables without = {{"COMPOSE_FILE", "a.yaml"}};
  CHECK(chosen({"a.yaml"}, {}, without) ==
        "a.yaml | docker-compose.proxyenv.yaml | a.yaml:docker-compose.proxyenv.yaml");
}

TEST_CASE("settings that podman-compose alone reads, and a network that it misses") {
  struct Row {
    std::string_view text;
    bool has_settings;
    bool lacks_default;
  };
  const Row rows[] = {
      {"{services: {api: {}}}", false, false},
      {"{x-podman: {in_pod: false}, services: {api: {}}}", true, false},
      {"{services: {api: {x-podman.uidmaps: [a]}}}", true, false},
      {"{x-shared: {}, services: {api: {}}}", false, false},
      {"{services: {api: {networks: [a, default]}}, networks: {a: {}}}", false, true},
      {"{services: {api: {}}, networks: {a: {}}}", false, true},  // it is in `default` then
      {"{services: {api: {networks: [a]}}, networks: {a: {}}}", false, false},
      {"{services: {api: {networks: {default: {}}}}, networks: {a: {}}}", false, true},
      {"{services: {api: {networks: [a, default]}}, networks: {a: {}, default: {}}}", false, false},
      {"{services: {api: {networks: [default]}}, networks: {}}", false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto document = parse_yaml(std::string(row.text));
    REQUIRE(document);
    CHECK(has_podman_settings(*document) == row.has_settings);
    CHECK(lacks_default_network(*document) == row.lacks_default);
  }
}
