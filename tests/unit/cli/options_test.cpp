// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "support/environment_strings.hpp"

using namespace proxyenv;
using namespace proxyenv::cli;
using proxyenv::testing::strings_of;

TEST_CASE("a variable is its option's name in upper case behind PROXYENV_") {
  std::set<std::string_view> seen;
  for (const OptionRow& row : kOptions) {
    if (row.variable.empty() || row.name.empty()) continue;
    std::string expected = "PROXYENV_";
    for (const char c : row.name) {
      expected.push_back(c == '-' ? '_' : static_cast<char>(c - 'a' + 'A'));
    }
    CHECK(row.variable == expected);
    CHECK(seen.insert(row.variable).second);
  }
}

TEST_CASE("only names in the table are removed from the environment") {
  const auto environment = Environment::own(
      {"A=1", "PROXYENV_PREFER=upper", "PROXYENV_SERVICE_HOST=10.0.0.1", "PROXYENV_PORT=tcp://x",
       "PROXYENV_OFF=", "PROXYENV_PREFER", "proxyenv_prefer=x", "PROXYENV_PREFER=again"});
  CHECK(strings_of(without_own_variables(environment)) ==
        std::vector<std::string>{"A=1", "PROXYENV_SERVICE_HOST=10.0.0.1", "PROXYENV_PORT=tcp://x",
                                 "PROXYENV_PREFER", "proxyenv_prefer=x"});
}

TEST_CASE("options are found by name, for their subcommand") {
  CHECK(find_option("prefer", Subcommand::run)->option == Option::prefer);
  CHECK(find_option("prefer", Subcommand::show)->option == Option::prefer);
  CHECK(find_option("strict", Subcommand::show) == nullptr);
  CHECK(find_option("json", Subcommand::run) == nullptr);
  CHECK(find_option("", Subcommand::run) == nullptr);
  CHECK(find_option("pref", Subcommand::run) == nullptr);
}
