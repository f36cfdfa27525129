// SPDX-License-Identifier: Apache-2.0
#include "report/check_github.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "unit/report/checked.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {
constexpr const char* kFix =
    "%0Afix: remove the quotes where the value is set: docker's --env-file keeps them\n";
constexpr const char* kNoteFix = "%0Afix: remove it, or give it the value of its other spelling\n";
}  // namespace

TEST_CASE("an annotation has its file, its line and its title, and the text in one line") {
  CHECK(render_check_github(report_of(
            {file("a.env",
                  {environment_of(
                      3, 2, {quotes_at(2, "curl fails"), note_at(0), ignored(quotes_at(1))})})})) ==
        "::error file=a.env,line=2,title=proxyenv quotes::HTTPS_PROXY has quotes round its "
        "value%0Awhy: curl fails" +
            std::string(kFix) +
            "::notice file=a.env,title=proxyenv set_but_empty::no_proxy is set, with no value" +
            kNoteFix + "1 error, 1 note in 2 proxy variables; 1 finding ignored\n");
}

TEST_CASE("an annotation without a file names where it comes from") {
  CHECK(render_check_github(report_of({process(environment_of(3, 1, {quotes_at(0)})),
                                       own_environment(environment_of(3, 1, {note_at(0)}))})) ==
        "::error title=proxyenv quotes::process 7: HTTPS_PROXY has quotes round its value" +
            std::string(kFix) +
            "::notice title=proxyenv set_but_empty::no_proxy is set, with no value" + kNoteFix +
            "1 error, 1 note in 2 proxy variables of 2 environments\n");
  CHECK(render_check_github(report_of({unread("x")})) ==
        "::error file=x,title=proxyenv::file 'x': No such file or directory\n"
        "1 source could not be read\n");
}

TEST_CASE("what the runner would take for syntax is escaped in annotations") {
  struct Row {
    const char* path;
    const char* file;
    const char* environment;
    const char* text;
  };
  for (const Row& row : {
           Row{"a,line=9:b%2C", "file=a%2Cline=9%3Ab%252C,line=1,", "s", "::s: "},
           Row{"a::error b", "file=a%3A%3Aerror b,", "100%", "::100%25: "},
           Row{"a\n::error::b", "file=a\\x0a%3A%3Aerror%3A%3Ab,",
               "s\r\n::error::", "::s\\x0d\\x0a::error::: "},
           Row{"\xff", "file=\\xff,", "%0A", "::%250A: "},
           Row{"##[error]a", "file=#\\x23[error]a,", "##vso[task.complete]", "#\\x23vso[task"},
       }) {
    CAPTURE(row.path);
    const std::string text = render_check_github(
        report_of({file(row.path, {environment_of(1, 1, {quotes_at(1)}, row.environment)})}));
    CAPTURE(text);
    CHECK(text.find(row.file) != std::string::npos);
    CHECK(text.find(row.text) != std::string::npos);
    CHECK(text.find("\n::") == std::string::npos);
  }
}
