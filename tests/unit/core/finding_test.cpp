// SPDX-License-Identifier: Apache-2.0
#include "core/finding.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;

TEST_CASE("every finding has advice, and a sentence's form") {
  for (const FindingRow& row : kFindings) {
    CAPTURE(row.name);
    CHECK(row_of(row.kind).name == row.name);
    CHECK(row.advice.size() > 10);
    CHECK_FALSE(row.advice.ends_with('.'));
  }
}

TEST_CASE("findings stand by severity, then by the order of their variables") {
  struct Row {
    FindingKind kind;
    std::string_view variable;
  };
  const Row rows[] = {
      {FindingKind::quotes, "http_proxy"},           {FindingKind::bad_port, "HTTP_PROXY"},
      {FindingKind::bad_host, "no_proxy"},           {FindingKind::client_fails, "_JAVA_OPTIONS"},
      {FindingKind::missing_spelling, "http_proxy"}, {FindingKind::case_conflict, "http_proxy"},
      {FindingKind::https_gap, "HTTPS_PROXY"},       {FindingKind::set_but_empty, "all_proxy"},
      {FindingKind::similar_name, "NOPROXY"},
  };
  std::vector<Finding> findings;
  for (const std::size_t place : {8U, 3U, 7U, 2U, 4U, 6U, 5U, 1U, 0U}) {
    findings.push_back({rows[place].kind, rows[place].variable, {}});
  }
  sort_findings(findings);
  REQUIRE(findings.size() == std::size(rows));
  for (std::size_t i = 0; i < findings.size(); ++i) {
    CAPTURE(i);
    CHECK(row_of(findings[i].kind).name == row_of(rows[i].kind).name);
    CHECK(findings[i].variable == rows[i].variable);
  }
}
