// SPDX-License-Identifier: Apache-2.0
// tests/reports validates the whole against the schema.
#include "report/check_sarif.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "unit/report/checked.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {
std::string sarif_of(std::vector<CheckedSource> sources) {
  return render_check_sarif(report_of(std::move(sources)));
}
}  // namespace

TEST_CASE("a result of SARIF has its rule, its level, its text and its place") {
  const std::string sarif = sarif_of({file(
      "a.env",
      {environment_of(3, 2, {quotes_at(2, "curl fails"), ignored(note_at(3))}, "service a")})});
  const std::string index = std::to_string(static_cast<int>(FindingKind::quotes));
  CHECK(sarif.find("\"results\":[{\"ruleId\":\"quotes\",\"ruleIndex\":" + index +
                   ",\"level\":\"error\",\"message\":{\"text\":\"service a: HTTPS_PROXY has quotes "
                   "round its value (curl fails); remove the quotes where the value is set: "
                   "docker's --env-file keeps them\"},\"locations\":[{\"physicalLocation\":"
                   "{\"artifactLocation\":{\"uri\":\"a.env\"},\"region\":{\"startLine\":2}},"
                   "\"logicalLocations\":[{\"name\":\"service a\"}]}]}]") != std::string::npos);
  CHECK(sarif.find("\"executionSuccessful\":true,\"toolExecutionNotifications\":[]") !=
        std::string::npos);
  CHECK(sarif.find("\"version\":\"1.2.3\"") != std::string::npos);
  CHECK(sarif.find("\"ignored\":1") != std::string::npos);
}

TEST_CASE("a result without a file has a logical location alone") {
  CHECK(sarif_of({process(environment_of(3, 2, {quotes_at(0)}))})
            .find("\"locations\":[{\"logicalLocations\":[{\"name\":\"process 7\"}]}]") !=
        std::string::npos);
  CHECK(sarif_of({own_environment(environment_of(3, 2, {quotes_at(0)}))})
            .find("\"locations\":[{\"logicalLocations\":[{\"name\":\"environment\"}]}]") !=
        std::string::npos);
}

TEST_CASE("a source that could not be read is a notification of SARIF") {
  const std::string sarif = sarif_of({unread("x")});
  CHECK(sarif.find(
            "\"executionSuccessful\":false,\"toolExecutionNotifications\":[{\"level\":"
            "\"error\",\"message\":{\"text\":\"file 'x': No such file or directory\"},"
            "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"x\"}}}]}]") !=
        std::string::npos);
}

TEST_CASE("a path becomes a URI reference in SARIF") {
  struct Row {
    const char* path;
    const char* uri;
  };
  for (const Row& row : {
           Row{"a.env", "a.env"},
           Row{"./a.env", "a.env"},
           Row{"../a b/%.env", "../a%20b/%25.env"},
           Row{"/etc/environment", "file:///etc/environment"},
           Row{"a:b#c?d", "a%3ab%23c%3fd"},
           Row{"\xe4\xb8\xad", "%e4%b8%ad"},
           Row{"\xff", "%ff"},
       }) {
    CAPTURE(row.path);
    const std::string uri = "{\"uri\":\"" + std::string(row.uri) + "\"}";
    CHECK(sarif_of({file(row.path, {environment_of(1, 1, {quotes_at(1)})})}).find(uri) !=
          std::string::npos);
  }
}
