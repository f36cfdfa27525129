// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/profiles.hpp"

#include <doctest/doctest.h>

#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/yaml.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

// Whether a service with these lines is inactive.
bool is_inactive(const std::string& lines, const std::map<std::string, std::string>& variables,
                 ComposeProgram program = ComposeProgram::docker_compose) {
  const auto document = parse_yaml("squid: {image: s" + lines + "}\nother: {image: o}\n");
  REQUIRE(document);
  const sources::Lookup variable = [&](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(std::string(name));
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  const auto inactive = read_inactive_services(*document, variable, program);
  CHECK(inactive.size() <= 1);
  return !inactive.empty() && inactive.front().name == "squid";
}

}  // namespace

// The judge was `docker compose config --services` of Compose 2.26.1.
TEST_CASE("which services Compose does not start") {
  struct Row {
    std::string lines;
    std::optional<std::string> active;  // COMPOSE_PROFILES
    bool is_inactive;
    std::string_view why;
  };
  const std::vector<Row> rows = {
      {"", {}, false, "no profiles"},
      {"", "x", false, "no profiles, and another one is active"},
      {", profiles: []", {}, false, "an empty list"},
      {", profiles: [x]", {}, true, "none is active"},
      {", profiles: [x]", "", true, "an empty value"},
      {", profiles: [x]", "x", false, "the active one"},
      {", profiles: [x]", "xy", true, "a longer name"},
      {", profiles: [xy]", "x", true, "a shorter name"},
      {", profiles: [x]", "X", true, "another case"},
      {", profiles: [x]", "a,x", false, "the second of the list"},
      {", profiles: [x]", "a, x", false, "with a blank"},
      {", profiles: [x]", "a x", true, "no comma"},
      {", profiles: [x, y]", "y", false, "one of two is enough"},
      {", profiles: [x, y]", "z", true, "neither"},
      {", profiles: [x]", "*", false, "all are active"},
      {", profiles: [x]", "a,*", false, "likewise"},
      {", profiles: [x]", "x*", true, "a star means all alone"},
      {", profiles: ['*']", "x", true, "a star in the service is a name"},
      {", profiles: ['']", {}, false, "the empty name is active where nothing is named"},
      {", profiles: ['']", "x", true, "and not beside another one"},
      {", profiles: ['${P:-y}']", "y", false, "a reference"},
      {", profiles: ['${P:-y}']", "P", true, "not its name"},
      {", profiles: ['${STORE}']", "qdrant", false, "a reference with a value"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    std::map<std::string, std::string> variables = {{"STORE", "qdrant"}};
    if (row.active) variables["COMPOSE_PROFILES"] = *row.active;
    CHECK(is_inactive(row.lines, variables) == row.is_inactive);
  }
}

// The judge was podman-compose 1.6.0, podman_compose.py, read.
TEST_CASE("which services podman-compose does not start") {
  struct Row {
    std::string lines;
    std::optional<std::string> active;  // COMPOSE_PROFILES
    bool is_inactive;
    std::string_view why;
  };
  const std::vector<Row> rows = {
      {"", {}, false, "no profiles"},
      {", profiles: [x]", {}, true, "none is active"},
      {", profiles: [x]", "a, x", false, "the second, with a blank"},
      {", profiles: [x]", "*", true, "a star is a name"},
      {", profiles: ['*']", "*", false, "likewise"},
      {", profiles: ['']", {}, true, "an empty name is never active"},
      {", profiles: ['']", "x,,", true, "likewise"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    std::map<std::string, std::string> variables;
    if (row.active) variables["COMPOSE_PROFILES"] = *row.active;
    CHECK(is_inactive(row.lines, variables, ComposeProgram::podman_compose) == row.is_inactive);
  }
}
