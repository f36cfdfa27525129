// SPDX-License-Identifier: Apache-2.0
#include "compose/resolved_variable.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;
using namespace proxyenv::compose;

TEST_CASE("the shell's variable, else the one of .env, with two meanings of empty") {
  const sources::Lookup shell = [](std::string_view name) -> std::optional<std::string> {
    if (name == "BOTH" || name == "SHELL") return "of the shell";
    if (name == "EMPTY_IN_SHELL") return "";
    return std::nullopt;
  };
  const auto env = sources::parse_compose_env(
      "BOTH=of .env\nFILE=of .env\nEMPTY_IN_SHELL=of .env\nEMPTY=\n", shell);
  REQUIRE(env);
  struct Row {
    std::string_view name;
    std::string_view as_compose;
    std::string_view as_option;
    std::string_view why;
  };
  const Row rows[] = {
      {"SHELL", "of the shell", "of the shell", "the shell alone"},
      {"BOTH", "of the shell", "of the shell", "the shell wins"},
      {"FILE", "of .env", "of .env", ".env alone"},
      {"EMPTY_IN_SHELL", "", "not set", "an empty one wins, too, and means nothing"},
      {"EMPTY", "", "not set", "likewise in .env"},
      {"NOWHERE", "not set", "not set", "nobody"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto as_compose = resolve_variable(row.name, shell, *env);
    const auto as_option = resolve_nonempty_variable(row.name, shell, *env);
    CHECK((as_compose ? as_compose->value : "not set") == row.as_compose);
    CHECK((as_option ? as_option->value : "not set") == row.as_option);
  }
  CHECK(resolve_variable("FILE", shell, *env)->in_env_file->line == 2);
  CHECK(resolve_variable("BOTH", shell, *env)->in_env_file == nullptr);
}
