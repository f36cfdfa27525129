// SPDX-License-Identifier: Apache-2.0
#include "report/check_text.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "unit/report/checked.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

constexpr std::string_view kFix =
    "  fix: remove the quotes where the value is set: docker's --env-file keeps them\n";
constexpr std::string_view kSee = "; docs/findings.md#NAME explains each name\n";

struct Row {
  std::string_view what;
  std::vector<CheckedSource> sources;
  std::string text;
};

}  // namespace

TEST_CASE("check's text says what was looked at, what was found, and counts") {
  const std::string quotes = "error: quotes: HTTPS_PROXY has quotes round its value\n";
  const std::array<Row, 10> rows = {{
      {"nothing is set", {own_environment(environment_of(9, 0, {}))}, "no proxy variable is set\n"},
      {"nothing is wrong",
       {own_environment(environment_of(9, 2, {}))},
       "no problems in 2 proxy variables\n"},
      {"one variable",
       {own_environment(environment_of(9, 1, {}))},
       "no problems in 1 proxy variable\n"},
      {"the own environment needs no heading",
       {own_environment(environment_of(9, 2, {quotes_at(0, "curl fails")}))},
       quotes + "  why: curl fails\n" + std::string(kFix) + "1 error in 2 proxy variables" +
           std::string(kSee)},
      {"a file has its lines",
       {file("a.env", {environment_of(1, 1, {quotes_at(3)})})},
       "1 proxy variable among 1 entry of file 'a.env', read as docker's --env-file:\na.env:3: " +
           quotes + std::string(kFix) + "1 error in 1 proxy variable" + std::string(kSee)},
      {"a line that is not known",
       {file("a.env", {environment_of(2, 1, {quotes_at(0)})})},
       "1 proxy variable among 2 entries of file 'a.env', read as docker's --env-file:\na.env: " +
           quotes + std::string(kFix) + "1 error in 1 proxy variable" + std::string(kSee)},
      {"a file where nothing is set",
       {file("a.env", {environment_of(2, 0, {})})},
       "no proxy variable is set among 2 entries of file 'a.env', read as docker's --env-file\n"},
      {"several environments, each by its name",
       {file("c.yaml",
             {environment_of(2, 1, {}, "service a"), environment_of(0, 0, {}, "service b")}),
        process(environment_of(4, 1, {}))},
       "no problems in 1 proxy variable among 2 entries of service a in file 'c.yaml', read as "
       "docker's --env-file\n"
       "no proxy variable is set among 0 entries of service b in file 'c.yaml', read as docker's "
       "--env-file\n"
       "no problems in 1 proxy variable among 4 entries of process 7\n"
       "no problems in 2 proxy variables of 3 environments\n"},
      {"what is ignored is counted",
       {own_environment(environment_of(9, 2, {ignored(quotes_at(0)), ignored(note_at(0))}))},
       "no problems in 2 proxy variables; 2 findings ignored\n"},
      {"a source that was not read is counted",
       {unread("x"), own_environment(environment_of(3, 1, {note_at(0)}))},
       "note: set_but_empty: no_proxy is set, with no value\n"
       "  fix: remove it, or give it the value of its other spelling\n"
       "1 note in 1 proxy variable; 1 source could not be read" +
           std::string(kSee)},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(render_check_text(report_of(row.sources)) == row.text);
  }
}

TEST_CASE("on request check's text has a line for each finding that is ignored") {
  CheckReport report =
      report_of({file("a.env", {environment_of(1, 1, {ignored(quotes_at(3)), note_at(4)})})});
  report.tells_ignored = true;
  CHECK(
      render_check_text(report).find(
          ":\na.env:3: ignored: quotes: HTTPS_PROXY has quotes round its value\na.env:4: note: ") !=
      std::string::npos);
  report = report_of({own_environment(environment_of(1, 1, {ignored(quotes_at(0))}))});
  report.tells_ignored = true;
  CHECK(render_check_text(report) ==
        "no problems in 1 proxy variable\nignored: quotes: HTTPS_PROXY has quotes round its value\n"
        "no problems in 1 proxy variable; 1 finding ignored\n");
}

TEST_CASE("a name from outside begins no line of its own in check's text") {
  const std::string text = render_check_text(
      report_of({file("a\nerror: b\x1b[31m", {environment_of(1, 1, {quotes_at(1)}, "s\n\xff")})}));
  CHECK(text.find("\nerror: b") == std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("s\\x0a\\xff") != std::string::npos);
  // Such a line would be a command for GitHub's runner.
  const std::string command =
      render_check_text(report_of({file("::error::x", {environment_of(1, 1, {quotes_at(1)})})}));
  CHECK(command.find("\n./::error::x:1: error: ") != std::string::npos);
}

TEST_CASE("what several environments of a source have is told once, with their names") {
  const CheckedFinding other = {{FindingKind::quotes, "http_proxy", "http_proxy has quotes"}, 9};
  const CheckedSource source = file(
      "c.yaml", {environment_of(3, 1, {quotes_at(2), note_at(0)}, "service a"),
                 environment_of(3, 1, {quotes_at(5), note_at(0)}, "service b"),
                 environment_of(3, 1, {quotes_at(8), ignored(note_at(0)), other}, "service \x1b")});
  const std::string read_as = " in file 'c.yaml', read as docker's --env-file";
  const std::string fix =
      "  fix: remove the quotes where the value is set: docker's --env-file keeps them\n";
  CHECK(render_check_text(report_of({source, source}))
            .find("1 proxy variable among 3 entries of service a" + read_as +
                  ":\n"
                  "c.yaml:2: error: quotes: HTTPS_PROXY has quotes round its value\n" +
                  fix +
                  "  also: service b (line 5), service \\x1b (line 8)\n"
                  "c.yaml: note: set_but_empty: no_proxy is set, with no value\n"
                  "  fix: remove it, or give it the value of its other spelling\n"
                  "  also: service b\n"
                  "1 proxy variable among 3 entries of service b" +
                  read_as +
                  ": as told above\n"
                  "1 proxy variable among 3 entries of service \\x1b" +
                  read_as + ":\nc.yaml:9: error: quotes: http_proxy has quotes\n" + fix) == 0);
}

TEST_CASE("of many environments the first are named") {
  std::vector<CheckedEnvironment> environments;
  for (int i = 0; i < 12; ++i) {
    environments.push_back(environment_of(1, 1, {note_at(0)}, "s" + std::to_string(i)));
  }
  const std::string text = render_check_text(report_of({file("c.yaml", environments)}));
  CHECK(text.find("  also: s1, s2, s3, s4, s5, s6, s7, s8 and 3 more\n") != std::string::npos);
  CHECK(text.find("12 notes in 12 proxy variables of 12 environments") != std::string::npos);
}

TEST_CASE("where the fix is certain there is a line to paste, or what to write in a file") {
  CheckedFinding error = quotes_at(2);
  error.edits = {
      {"HTTPS_PROXY", "http://p:1"}, {"no_proxy", "a,*.b"}, {"http_proxy", std::nullopt}};
  CheckedFinding removal = quotes_at(0);
  removal.edits = {{"http_proxy", std::nullopt}, {"HTTP_PROXY", std::nullopt}};
  CheckedFinding note = note_at(0);
  note.edits = {{"no_proxy", std::nullopt}};
  struct Row {
    CheckedSource source;
    std::string_view line;
  };
  const auto with = [](const CheckedFinding& finding) { return environment_of(1, 1, {finding}); };
  for (const Row& row : std::initializer_list<Row>{
           {own_environment(with(error)),
            "  paste: export HTTPS_PROXY='http://p:1' no_proxy='a,*.b'; unset http_proxy\n"},
           {process(with(removal)), "  paste: unset http_proxy HTTP_PROXY\n"},
           {file("x", {with(error)}),
            "  write: HTTPS_PROXY = http://p:1, no_proxy = a,*.b; remove http_proxy\n"},
           {file("x", {with(removal)}), "  write: remove http_proxy, HTTP_PROXY\n"},
           {own_environment(with(note)), ""}}) {
    const std::string text = render_check_text(report_of({row.source}));
    CAPTURE(text);
    CHECK((text.find(": export") != text.npos || text.find(": unset") != text.npos ||
           text.find("write: ") != text.npos) == !row.line.empty());
    CHECK(text.find(row.line) != text.npos);
  }
}
