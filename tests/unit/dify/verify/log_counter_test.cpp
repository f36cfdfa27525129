// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_counter.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "support/squid_log.hpp"

using namespace proxyenv::dify;

namespace {

constexpr std::string_view kAccess =
    "1.000 1 c TCP_TUNNEL/200 9 CONNECT api.openai.com:443 - FIRSTUP_PARENT/192.168.0.1 -\n";
constexpr std::string_view kFatal = "2026/11/25 02:51:28| FATAL: x\n";

// A log whose lines begin with these prefixes. Behind each stands a line of squid's.
std::string log_of(std::initializer_list<std::string_view> prefixes, std::string_view line) {
  std::string log;
  for (const std::string_view prefix : prefixes) log.append(prefix).append(line);
  return log;
}

}  // namespace

TEST_CASE("of a log of several containers the lines of one Dify's squid count") {
  struct Row {
    std::initializer_list<std::string_view> prefixes;
    std::size_t counted;
    std::string_view why;
  };
  const Row rows[] = {
      {{"", ""}, 2, "docker logs"},
      {{"2026-11-25T02:51:30Z ", ""}, 2, "with timestamps"},
      {{"ssrf_proxy-1  | ", "ssrf_proxy-2  | "}, 2, "two of one service"},
      {{"ssrf_proxy-1  | ", "api-1  | ", "ssrf_proxy-1  | "}, 2, "another service between"},
      {{"", "ssrf_proxy-1  | "}, 1, "a line without a prefix before one"},
      {{"ssrf_proxy-1  | ", ""}, 1, "a line without a prefix behind one"},
      {{"", "", "worker-1  | "}, 0, "only another service has a prefix"},
      {{"", "[pod/x/worker] "}, 0, "likewise in Kubernetes"},
      {{"evil_ssrf_proxy-1  | "}, 0, "a service of another name"},
      {{"docker-ssrf_proxy-1  | ", "docker-api-1  | "}, 1, "Compose 2.0"},
      {{"docker-ssrf_proxy-1  | ", "milvus-standalone  | "}, 1, "beside a name from the file"},
      {{"docker-ssrf_proxy-1  | ", "api-1  | "}, 0, "no log of Compose 2.0"},
      {{"evil-ssrf_proxy-1  | ", "ssrf_proxy-1  | ", "evil-ssrf_proxy-1  | "}, 1, "the plain name"},
      {{"a-ssrf_proxy-1  | ", "b-ssrf_proxy-1  | "}, 0, "of two projects: whose?"},
      {{"my-ssrf_proxy  | ", "api-1  | "}, 1, "a name from the file"},
      {{"[pod/a-ssrf-0/squid] ", "[pod/a-ssrf-1/squid] "}, 2, "two pods of one release"},
      {{"[pod/a-ssrf-0/squid] ", "[pod/b-ssrf-0/squid] "}, 0, "two releases"},
      {{"[pod/egress-0/squid] "}, 0, "a squid that is none of Dify's"},
      {{"[pod/egress-0/squid] ", "[pod/a-ssrf-proxy-0-x/squid] "}, 1, "Dify's beside it"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    for (const std::string_view line : {kAccess, kFatal}) {
      const LogCounts counts = verified(log_of(row.prefixes, line), {}).counts;
      CHECK(counts.access_lines + counts.message_lines == row.counted);
      CHECK(counts.other_lines == row.prefixes.size() - row.counted);
      CHECK(counts.stops.empty() == (line == kAccess || row.counted == 0));
    }
  }
}

TEST_CASE("more containers than any log has are not understood") {
  std::string log = log_of({"docker-ssrf_proxy-1  | "}, kAccess);
  for (int i = 0; i < 1000; ++i) log += "docker-x-" + std::to_string(i) + " | x\n";
  CHECK(verified(log, {}).counts.access_lines == 0);
}
