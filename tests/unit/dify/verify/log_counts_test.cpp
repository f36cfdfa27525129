// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_counts.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "support/squid_log.hpp"

using namespace proxyenv::dify;

TEST_CASE("what squid says again and again is kept once, and not without end") {
  std::string log;
  for (int i = 0; i < 5000; ++i) {
    log += "2026/11/25 02:51:28| Detected DEAD Parent: p" + std::to_string(i) + "\n";
    log +=
        "2026/11/25 02:51:28| FATAL: " + std::string(static_cast<std::size_t>(i) + 1, 'x') + "\n";
  }
  const Verification got = verified(log, {});
  CHECK(got.counts.message_lines == 10000);
  CHECK(got.counts.stops.size() == 16);
}

TEST_CASE("lines are counted by what they are, the last one without a newline too") {
  const Verification got = verified(
      "\nother\n2026/11/25 02:51:28| Detected DEAD Parent: x\n"
      "1.000 1 c TCP_TUNNEL/200 9 CONNECT api.openai.com:443 - FIRSTUP_PARENT/192.168.0.1 -\n"
      "1.000 1 c TCP_MISS/200 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4 -",
      {});
  CHECK(got.counts.access_lines == 2);
  CHECK(got.counts.message_lines == 1);
  CHECK(got.counts.other_lines == 1);
}
