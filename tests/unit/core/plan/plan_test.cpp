// SPDX-License-Identifier: Apache-2.0
// The rules of the plan. The rows are in plan.rows beside this file.
#include "core/plan/plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/proxyenv_variables.hpp"
#include "support/environment_strings.hpp"
#include "support/plan_rows.hpp"
#include "support/plan_text_form.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

// The policy from the options of a row; without gRPC if they name no families.
Policy policy_of(const std::vector<std::string>& options) {
  std::vector<std::string_view> words(options.begin(), options.end());
  if (std::find(words.begin(), words.end(), "--only") == words.end()) {
    words.insert(words.end(), {"--only", "http,https,all,ftp,no"});
  }
  const auto line = cli::parse_command_line(words);
  REQUIRE(line);
  const auto settings = cli::read_settings(line->options, {});
  REQUIRE(settings);
  return settings->policy;
}

PlanRows rows_of(const std::string& text) {
  std::istringstream stream(text);
  return PlanRowsReader(stream, "rows").read();
}

}  // namespace

TEST_CASE("the plan of every row in plan.rows is the one that stands there") {
  std::ifstream file(PROXYENV_PLAN_ROWS);
  REQUIRE(file);
  const PlanRows table = PlanRowsReader(file, "plan.rows").read();
  CHECK(table.rows.size() >= 132);
  for (const PlanRow& row : table.rows) {
    const std::string place =
        "plan.rows:" + std::to_string(row.line) + ": " + row.group + ": " + row.why;
    CAPTURE(place);
    const Plan plan = make_plan(Environment::own(row.environment), policy_of(row.options));
    CHECK(joined(changes_of(plan)) == joined(row.changes));
    Lines findings = lines_of(plan.findings);
    std::erase_if(findings, [&](const std::string& line) {
      const std::string kind = line.substr(0, line.find(' '));
      return std::find(table.findings.begin(), table.findings.end(), kind) == table.findings.end();
    });
    CHECK(joined(findings) == joined(row.findings));
  }
}

TEST_CASE("plan.rows speaks of every finding that run prints of proxy variables") {
  std::ifstream file(PROXYENV_PLAN_ROWS);
  const PlanRows table = PlanRowsReader(file, "plan.rows").read();
  for (const FindingRow& row : kFindings) {
    if (!row.printed_by_run || row.name.starts_with("also_")) continue;
    // Nearly every row has it (examine_test.cpp, and the early start's test).
    if (row.kind == FindingKind::grpc_loopback_not_exempt) continue;
    CAPTURE(row.name);
    CHECK(std::find(table.findings.begin(), table.findings.end(), row.name) !=
          table.findings.end());
  }
}

TEST_CASE("a row is read whole, or refused with its place") {
  const PlanRows table = rows_of(
      "# why\nfindings: bad_port\n\n== group\noptions: --empty keep\nfirst\n  A= b\\s\\r\\\\\n"
      "  -> A keep x\n     B set y =1\n  !! bad_port A\nsecond\n  -> nothing\n");
  REQUIRE(table.rows.size() == 2);
  const PlanRow& first = table.rows[0];
  CHECK(first.line == 6);
  CHECK(first.group == "group");
  CHECK(first.why == "first");
  CHECK(first.options == std::vector<std::string>{"--empty", "keep"});
  CHECK(first.environment == Lines{"A= b \r\\"});
  CHECK(first.changes == Lines{"A keep x", "B set y =1"});
  CHECK(first.findings == Lines{"bad_port A"});
  CHECK(table.rows[1].changes.empty());
  CHECK(table.rows[1].options == first.options);

  const std::string begin = "findings: bad_port\n== group\n";
  const std::string row = begin + "why\n  A=1\n";
  struct Refused {
    std::string text;
    std::string message;
  };
  const std::vector<Refused> refused = {
      {"why\n", "rows:1: a row stands below no `==`"},
      {row, "rows:4: the row above says no result (`->`)"},
      {row + "other\n  -> nothing\n", "rows:5: the row above says no result (`->`)"},
      {row + "  -> A keep x\n  B=1\n", "rows:6: neither a change nor a finding"},
      {row + "  -> nothing\n  -> nothing\n", "rows:6: the row has a result already"},
      {row + "  -> nothing\n     B keep x\n", "rows:6: no change stands above"},
      {row + "  !! bad_port A\n", "rows:5: a finding stands before the result"},
      {row + "  -> nothing\n  !! no_host A\n",
       "rows:6: no_host is not among the findings that rows speak of"},
      {row + " -> nothing\n", "rows:5: a line is indented by two blanks"},
      {begin + "why\n  A=\\n\n  -> nothing\n", "rows:4: an unknown escape"},
      {begin + "  A=1\n", "rows:3: no row has begun"},
      {row + "  -> nothing\nfindings: no_host\n", "rows:6: `findings:` stands above all rows"},
  };
  for (const Refused& wrong : refused) {
    CAPTURE(wrong.text);
    CHECK_THROWS_WITH(rows_of(wrong.text), wrong.message.c_str());
  }
}

TEST_CASE("apply() writes what the plan says, produced variables at the end") {
  const auto environment =
      Environment::own({"A=1", "NO_PROXY=a, b", "broken", "HTTPS_PROXY=http://p:1", "no_proxy=,"});
  const Environment after = apply(environment, make_plan(environment, policy_of({})));
  CHECK(joined(strings_of(after)) ==
        joined({"A=1", "NO_PROXY=a,b", "broken", "HTTPS_PROXY=http://p:1", "no_proxy=a,b",
                "https_proxy=http://p:1"}));
}

TEST_CASE("messages name the readers, and hold no credentials") {
  const Plan plan = make_plan(
      Environment::own({"http_proxy=http://u:s3cret@a:1", "HTTP_PROXY=http://u:s3cret@b:1"}), {});
  const auto conflict = std::find_if(
      plan.findings.begin(), plan.findings.end(),
      [](const Finding& finding) { return finding.kind == FindingKind::case_conflict; });
  REQUIRE(conflict != plan.findings.end());
  CHECK(conflict->message ==
        "http_proxy and HTTP_PROXY differ: curl, git, wget, Python, Ruby, Node and gRPC read "
        "http_proxy; Go and Rust's reqwest read HTTP_PROXY");
  CHECK(plan.changes[0].before->redacted() == "http://***@a:1");
  CHECK(plan.changes[0].before->with_credentials() == "http://u:s3cret@a:1");
}
