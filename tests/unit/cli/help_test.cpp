// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <sstream>
#include <string>

#include "cli/options.hpp"
#include "core/exemption_groups.hpp"

using namespace proxyenv;

TEST_CASE("option --help names every option, variable, subcommand and group, in narrow lines") {
  const std::string help = cli::render_help();
  const auto names = [&help](std::string_view text) {
    return help.find(text) != std::string::npos;
  };
  for (const cli::OptionRow& row : cli::kOptions) {
    CAPTURE(row.name);
    if (!row.name.empty()) CHECK(names("--" + std::string(row.name)));
    CHECK(names(row.variable));
  }
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    CHECK(names("proxyenv " + std::string(row.name)));
  }
  for (const ExemptionGroup& group : kExemptionGroups) CHECK(names(group.name));
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 100);
    CHECK_FALSE(line.ends_with(' '));
  }
}
