// SPDX-License-Identifier: Apache-2.0
#include "sources/describe.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv;
using namespace proxyenv::sources;

TEST_CASE("one sentence says how much was read") {
  CHECK(describe("file 'x'", Format::compose_env, {4, 34, 1}) ==
        "4 proxy variables among 34 entries of file 'x', read as Compose's .env");
  CHECK(describe("standard input", Format::json, {1, 2, 3}) ==
        "1 proxy variable among 2 entries in 3 environments of standard input, read as JSON");
  CHECK(describe("file 'x'", Format::shell_file, {0, 1, 1}) ==
        "no proxy variable is set among 1 entry of file 'x', read as text for a shell");
  CHECK(describe("", std::nullopt, {0, 0, 1}) ==
        "no proxy variable is set among 0 entries of the environment");
  CHECK(
      describe("file 'x'", Format::shell_file, {0, 0, 1, 1}) ==
      "1 proxy variable whose value is not known, among 0 entries of file 'x', read as text for a "
      "shell");
  CHECK(describe("process 7", std::nullopt, {1, 9, 1, 2}) ==
        "1 proxy variable, and 2 proxy variables whose values are not known, among 9 entries of "
        "process 7");
  CHECK(describe("process 7", std::nullopt, {2, 9, 1}) ==
        "2 proxy variables among 9 entries of process 7");
}

TEST_CASE("entries of proxy variables are counted by their exact names") {
  SourceEnvironment environment;
  environment.environment = Environment::own(
      {"http_proxy=x", "HTTP_PROXY=", "Http_Proxy=x", "no_proxy", "=x", "A=1", "NO_PROXY=a"});
  const Amount amount = Amount{1, 1, 1} + environment;
  CHECK(amount.proxy_variables == 4);
  CHECK(amount.entries == 8);
  CHECK(amount.environments == 2);
}
