// SPDX-License-Identifier: Apache-2.0
#include "report/check_report.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>

#include "unit/report/checked.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

TEST_CASE("findings are counted by severity, and those at the threshold as failures") {
  CheckReport report = report_of(
      {own_environment(environment_of(5, 2, {quotes_at(0), note_at(0), ignored(quotes_at(0))})),
       unread("x")});
  struct Row {
    Severity threshold;
    std::size_t failures;
  };
  for (const Row& row :
       std::array<Row, 3>{{{Severity::note, 2}, {Severity::warning, 1}, {Severity::error, 1}}}) {
    report.threshold = row.threshold;
    CHECK(count(report).failures == row.failures);
  }
  const CheckCounts counts = count(report);
  CHECK(counts.errors == 1);
  CHECK(counts.warnings == 0);
  CHECK(counts.notes == 1);
  CHECK(counts.ignored == 1);
  CHECK(counts.environments == 1);
  CHECK(counts.proxy_variables == 2);
  CHECK(counts.unread == 1);
}

TEST_CASE("a summary tells no problems from no proxy variable") {
  const auto summary = [](std::vector<CheckedSource> sources) {
    return summary_of(report_of(std::move(sources)));
  };
  const CheckedSource nothing = file("a", {environment_of(2, 0, {})});
  CHECK(summary({nothing, nothing}) == "no proxy variable is set in 2 environments");
  CHECK(summary({nothing}) == "no proxy variable is set");
  const CheckedFinding unknown = {
      {FindingKind::value_not_known, "HTTPS_PROXY", "HTTPS_PROXY is a reference"}};
  const CheckedSource of_a_secret = file("x", {environment_of(1, 0, {unknown}, {}, 1)});
  CHECK(summary({of_a_secret}) == "1 note; 1 proxy variable whose value is not known");
  CHECK(describe(of_a_secret, of_a_secret.environments.front()) ==
        "1 proxy variable whose value is not known, among 1 entry of file 'x', read as docker's "
        "--env-file");
  CHECK(summary({nothing, unread("x")}) == "no proxy variable is set; 1 source could not be read");
  CHECK(summary({unread("x"), unread("y")}) == "2 sources could not be read");
  CHECK(summary({own_environment(environment_of(2, 0, {note_at(0)}))}) ==
        "1 note; no proxy variable is set");
  CHECK(summary({own_environment(environment_of(2, 3, {note_at(0), note_at(0)}))}) ==
        "2 notes in 3 proxy variables");
}

TEST_CASE("a name is explained at its anchor") {
  CHECK(anchor_of(FindingKind::missing_spelling) == "docs/findings.md#missing_spelling");
}
