// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/plain_log_line.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;

TEST_CASE("colours and the form of Docker's own log file are taken off a line") {
  struct Row {
    std::string_view line;
    std::string_view plain;
    std::string_view why;
  };
  const Row rows[] = {
      {"a b", "a b", "nothing to take off"},
      {"\x1b[36ma\x1b[0m b", "a b", "colours"},
      {"a\x1b", "a", "an escape alone"},
      {R"({"log":"a b\n","stream":"stdout"})", "a b ", "json-file"},
      {R"({"log":"a \"b\" \\c","stream":"stdout"})", R"(a "b" \c)", "escapes"},
      {R"({"log":"?a=1\u0026b=\u003cc\u003e\u00e9"})", "?a=1&b=<c>?", "what Go escapes"},
      {R"({"log":"\u001b[36ma"})", "?[36ma", "an escape that is escaped"},
      {R"({"log":"a)", "a", "cut off"},
      {R"({"log":"a\)", R"(a\)", "cut off in an escape"},
      {R"({"log":"a\u00)", "a?", "cut off in a code"},
      {R"({"Log":"a"})", R"({"Log":"a"})", "another JSON"},
      {"", "", "nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CAPTURE(row.why);
    std::string buffer;
    CHECK(plain_log_line(row.line, buffer) == row.plain);
  }
}
