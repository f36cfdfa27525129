// SPDX-License-Identifier: Apache-2.0
#include "report/finding_line.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv;

TEST_CASE("a finding renders as severity, name, sentence, advice") {
  const Finding finding{FindingKind::no_host, "http_proxy", "http_proxy names no host"};
  CHECK(render_finding_line(parts_of(finding)) ==
        "error: no_host: http_proxy names no host; write http://HOST:PORT");
}
