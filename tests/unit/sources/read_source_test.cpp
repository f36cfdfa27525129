// SPDX-License-Identifier: Apache-2.0
#include "sources/read_source.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/environment_strings.hpp"

using namespace proxyenv;
using namespace proxyenv::sources;
using namespace std::literals;
using proxyenv::testing::strings_of;

TEST_CASE("a format is told apart by the text itself") {
  using Entries = std::vector<std::string>;
  struct Row {
    std::string_view text;
    Format format;
    Entries entries;
    std::string_view why;
  };
  const Row rows[] = {
      {"A=1\nB=2\n", Format::docker_env_file, {"A=1", "B=2"}, "lines"},
      {"\xef\xbb\xbf"
       "A=1\n",
       Format::docker_env_file,
       {"A=1"},
       "byte order mark"},
      {"A=1\0B\0\0=x\0"sv,
       Format::environ_block,
       {"A=1", "B", "", "=x"},
       "a NUL-separated block, taken as it is"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const SourceText text{"-", row.text};
    const auto format = tell_format(text);
    REQUIRE(format.has_value());
    CHECK(*format == row.format);
    const auto read = read_source(text, *format);
    REQUIRE(read.has_value());
    REQUIRE(read->environments.size() == 1);
    const SourceEnvironment& environment = read->environments.front();
    CHECK(strings_of(environment.environment) == row.entries);
    CHECK(environment.lines.size() == row.entries.size());
  }
}
