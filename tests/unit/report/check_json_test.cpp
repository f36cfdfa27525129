// SPDX-License-Identifier: Apache-2.0
#include "report/check_json.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "unit/report/checked.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

TEST_CASE("check's JSON has every field, null for what is not there") {
  CHECK(render_check_json(report_of({own_environment(environment_of(3, 0, {}))})) ==
        "{\"schema\":1,\"findings\":[],\"ignored\":0,\"sources\":[{\"source\":null,\"format\":null,"
        "\"error\":null,\"environments\":[{\"name\":null,\"entries\":3,\"proxy_variables\":0,"
        "\"unknown_values\":0}]}]}\n");
  CHECK(
      render_check_json(report_of(
          {file("a.env", {environment_of(3, 1, {quotes_at(2, "curl fails"), ignored(note_at(3))},
                                         "service a")}),
           unread("x")})) ==
      "{\"schema\":1,\"findings\":[{\"name\":\"quotes\",\"severity\":\"error\",\"variable\":"
      "\"HTTPS_PROXY\",\"message\":\"HTTPS_PROXY has quotes round its value\",\"advice\":\"remove "
      "the quotes where the value is set: docker's --env-file keeps them\",\"why\":\"curl "
      "fails\",\"source\":\"a.env\",\"environment\":\"service "
      "a\",\"line\":2,\"edits\":[],\"anchor\":"
      "\"docs/findings.md#quotes\"}],\"ignored\":1,\"sources\":[{\"source\":\"a.env\",\"format\":"
      "\"docker\",\"error\":null,\"environments\":[{\"name\":\"service a\",\"entries\":3,"
      "\"proxy_variables\":1,\"unknown_values\":0}]},{\"source\":\"x\",\"format\":\"docker\","
      "\"error\":\"file 'x': No "
      "such file or directory\",\"environments\":[]}]}\n");
}

TEST_CASE("names from outside are escaped in check's JSON") {
  const std::string json = render_check_json(
      report_of({file("a\x1b\xff\"", {environment_of(1, 1, {quotes_at(1)}, "\n")})}));
  CHECK(json.find("a\\\\x1b\\\\xff\\\"") != std::string::npos);
  CHECK(json.find("\"environment\":\"\\\\x0a\"") != std::string::npos);
}
