// SPDX-License-Identifier: Apache-2.0
#include "sources/docker_env_file.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/environment_strings.hpp"

using namespace proxyenv;
using proxyenv::testing::strings_of;

TEST_CASE("lines are read as docker reads an --env-file") {
  using Entries = std::vector<std::string>;
  struct Row {
    std::string_view text;
    Entries entries;
    std::string_view why;
  };
  const Row rows[] = {
      {"", {}, "nothing"},
      {"A=1\nB=2\n", {"A=1", "B=2"}, "two lines"},
      {"A=1", {"A=1"}, "no newline at the end"},
      {"A=\"x\"\n", {"A=\"x\""}, "quotes are part of the value"},
      {"A=x\r\nB=y\r\r\n", {"A=x", "B=y\r"}, "one carriage return belongs to the line end"},
      {"A=a b \n", {"A=a b "}, "and blanks"},
      {"# A=1\n\n  \n\r\nB=2\n", {"B=2"}, "comments and empty lines"},
      {"  A=1\n\tB=2\n\v\fC=3\n", {"A=1", "B=2", "C=3"}, "blanks before a name"},
      {"\xc2\xa0"
       "A=1\n",
       {"A=1"},
       "a no-break space before a name"},
      {"A-b.c=1\n", {"A-b.c=1"}, "characters that docker takes in a name"},
      {"A=1\nHOME\nB=2\n", {"A=1", "B=2"}, "a name without a value"},
      {"A=1 # not a comment\n", {"A=1 # not a comment"}, "# inside a value"},
      {"A=\n", {"A="}, "empty value"},
      {"A=1\nA=2\n", {"A=1", "A=2"}, "a name twice"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto environment = sources::read_docker_env_file(row.text);
    REQUIRE(environment.has_value());
    CHECK(strings_of(environment->environment) == row.entries);
  }
}

TEST_CASE("a malformed line is an error with its number, and is not repeated") {
  struct Row {
    std::string_view text;
    std::string_view message;
  };
  const Row rows[] = {
      {"A=1\nuse s3cret\n", "line 2 is not NAME=VALUE: it has no `=`"},
      {"=s3cret\n", "line 1 is not NAME=VALUE: it has no name before the `=`"},
      {"# c\n\nexport A=s3cret\n", "line 3 is not NAME=VALUE: there is a blank in the name"},
      {"A =s3cret\n", "line 1 is not NAME=VALUE: there is a blank in the name"},
      {"B\nC \n", "line 2 is not NAME=VALUE: it has no `=`"},
      {"A=1\nB=\xff\n", "line 2 is not NAME=VALUE: it is not UTF-8"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto environment = sources::read_docker_env_file(row.text);
    REQUIRE_FALSE(environment.has_value());
    CHECK(environment.error().message == row.message);
  }
}
