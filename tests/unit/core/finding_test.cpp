// SPDX-License-Identifier: Apache-2.0
#include "core/finding.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "report/findings_text.hpp"

using namespace proxyenv;

TEST_CASE("every finding has advice, and a sentence's form") {
  for (const FindingRow& row : kFindings) {
    CAPTURE(row.name);
    CHECK(row_of(row.kind).name == row.name);
    CHECK(row.advice.size() > 10);
    CHECK_FALSE(row.advice.ends_with('.'));
  }
}

TEST_CASE("a finding renders as severity, name, sentence, advice") {
  CHECK(render_finding({FindingKind::no_host, "http_proxy", "http_proxy names no host"}) ==
        "error: no_host: http_proxy names no host; write http://HOST:PORT");
}
