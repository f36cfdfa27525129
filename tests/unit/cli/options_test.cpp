// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <set>
#include <string>
#include <vector>

using namespace proxyenv;
using namespace proxyenv::cli;

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

TEST_CASE("options are found by name, for their subcommand") {
  CHECK(find_option(kOptions, "prefer", Scope::run)->option == Option::prefer);
  CHECK(find_option(kOptions, "prefer", Scope::show)->option == Option::prefer);
  CHECK(find_option(kOptions, "strict", Scope::show) == nullptr);
  CHECK(find_option(kOptions, "json", Scope::run) == nullptr);
  CHECK(find_option(kOptions, "", Scope::run) == nullptr);  // PROXYENV_OFF has no option
  CHECK(find_option(kOptions, "prefer", scope_of(Subcommand::dify)) == nullptr);
  CHECK(find_option(kOptions, "pref", Scope::run) == nullptr);
}
