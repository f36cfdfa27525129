// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_prefix.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <variant>

#include "dify/verify/access_log.hpp"

using namespace proxyenv::dify;

TEST_CASE("the prefix of Compose or kubectl says which service wrote a line") {
  struct Row {
    std::string_view prefix;
    LogWriter writer;
    std::string_view installation;
  };
  const Row rows[] = {
      {"", LogWriter::unknown, ""},
      {"2026-11-25T02:51:30Z ", LogWriter::unknown, ""},
      {"2026-11-25T02:51:30Z | ", LogWriter::unknown, ""},
      {"[pod/dify-ssrf-0/squid] ", LogWriter::ssrf_proxy, "dify"},
      {"[pod/ssrf-0/squid] ", LogWriter::ssrf_proxy, ""},
      {"[pod/my-dify-ssrf-proxy-7d9f-x2/squid] ", LogWriter::ssrf_proxy, "my-dify"},
      {"[pod/my-dify-agent-ssrf-proxy-7d9f-x2/squid] ", LogWriter::agent_ssrf_proxy, "my-dify"},
      {"[pod/agent-ssrf-proxy-0/squid] ", LogWriter::agent_ssrf_proxy, ""},
      {"[pod/xssrf-ssrf-0/squid] ", LogWriter::ssrf_proxy, "xssrf"},
      {"[pod/x/squid] ", LogWriter::another_service, ""},
      {"[pod/egress-7d9f-x2/squid] ", LogWriter::another_service, ""},
      {"[pod/notssrf-0/squid] ", LogWriter::another_service, ""},
      {"[pod/ssrfx-0/squid] ", LogWriter::another_service, ""},
      {"[pod/dify-ssrf-proxy-0/squid-exporter] ", LogWriter::another_service, ""},
      {"[pod/dify-0/ssrf-proxy] ", LogWriter::ssrf_proxy, ""},
      {"[pod/dify-0/dify-ssrf-proxy] 2026-11-25T02:51:30Z ", LogWriter::ssrf_proxy, "dify"},
      {"[pod/dify-0/agent-ssrf-proxy] ", LogWriter::agent_ssrf_proxy, ""},
      {"[pod/sandbox-1/sandbox] ", LogWriter::another_service, ""},
      {"[pod/ssrf-proxy-0/sandbox] ", LogWriter::another_service, ""},
      {"[pod/ssrf-proxy-0/istio-proxy] ", LogWriter::another_service, ""},
      {"[pod/sandbox-1/sandbox] [pod/x/squid] ", LogWriter::another_service, ""},
      {"[pod/sandbox-1/sandbox] ssrf_proxy-1 | ", LogWriter::another_service, ""},
      {"[pod/sandbox-1/sandbox] | ", LogWriter::another_service, ""},
      {"[ssrf_proxy] | ", LogWriter::ssrf_proxy, ""},
      {"[agent_ssrf_proxy] | ", LogWriter::agent_ssrf_proxy, ""},
      {"\x1b[1;32m[ssrf_proxy]       |\x1b[0m ", LogWriter::ssrf_proxy, ""},
      {"[docker_ssrf_proxy_1] | ", LogWriter::ssrf_proxy, "docker"},
      {"[sandbox] | ", LogWriter::another_service, ""},
      {"[xssrf_proxy] | ", LogWriter::another_service, ""},
      {"[] | ", LogWriter::another_service, ""},
      {"sandbox-1  | [pod/x/squid] ", LogWriter::another_service, ""},
      {"[pod/x/] ", LogWriter::unknown, ""},
      {"[pod/ssrf-proxy] ", LogWriter::unknown, ""},
      {"[pod//squid] ", LogWriter::unknown, ""},
      {"ssrf_proxy-1  | ", LogWriter::ssrf_proxy, ""},
      {"docker-ssrf_proxy-1  | ", LogWriter::ssrf_proxy, "docker"},
      {"docker-ssrf_proxy-12  | ", LogWriter::ssrf_proxy, "docker"},
      {"ssrf_proxy_1   | ", LogWriter::ssrf_proxy, ""},
      {"ssrf_proxy  | ", LogWriter::ssrf_proxy, ""},
      {"\x1b[36mssrf_proxy-1  | \x1b[0m", LogWriter::ssrf_proxy, ""},
      {"agent_ssrf_proxy-1  | ", LogWriter::agent_ssrf_proxy, ""},
      {"docker-agent_ssrf_proxy-1  | ", LogWriter::agent_ssrf_proxy, "docker"},
      {"sandbox-1  | ", LogWriter::another_service, ""},
      {"ssrf_proxy_exporter-1  | ", LogWriter::another_service, ""},
      {"ssrf_proxy-x  | ", LogWriter::another_service, ""},
      {"evil_ssrf_proxy-1  | ", LogWriter::another_service, ""},
      {"evilssrf_proxy-1  | ", LogWriter::another_service, ""},
      {"docker-evil_ssrf_proxy-1  | ", LogWriter::another_service, ""},
      {"docker_agent_ssrf_proxy_1  | ", LogWriter::another_service, ""},
      {"-ssrf_proxy-1  | ", LogWriter::another_service, ""},
      {"ssrf_proxy1  | ", LogWriter::another_service, ""},
      {"dify_ssrf_proxy.1.x2ab@node1 | ", LogWriter::ssrf_proxy, "dify"},
      {"dify_sandbox.1.x2ab@node1 | ", LogWriter::another_service, ""},
      {"dify_ssrf_proxy.1 | ", LogWriter::another_service, ""},
      {"-1  | ", LogWriter::another_service, ""},
      {"1  | ", LogWriter::another_service, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.prefix);
    const LogLine line = parse_log_line(std::string(row.prefix) + "said");
    CHECK(line.writer == row.writer);
    CHECK(line.installation == row.installation);
  }
}

TEST_CASE("a container to which Compose gave a number is known by its whole name") {
  CHECK(parse_log_line("docker-ssrf_proxy-1  | x").numbered == "docker-ssrf_proxy-1");
  CHECK(parse_log_line("api_2 | x").numbered == "api_2");
  for (const std::string_view line :
       {"ssrf_proxy | x", "milvus-standalone | x", "x1 | x", "[pod/x-1/squid] x", "x-1 x"}) {
    CAPTURE(line);
    CHECK(parse_log_line(line).numbered.empty());
  }
}

TEST_CASE("a name without a bar is squid's only if a line of squid's stands behind it") {
  constexpr std::string_view kAccess =
      "1.000 1 c TCP_TUNNEL/200 9 CONNECT x.test:443 - FIRSTUP_PARENT/10.0.0.1 -";
  struct Row {
    std::string_view prefix;
    LogWriter writer;
    std::string_view installation;
  };
  const Row rows[] = {
      {"ssrf_proxy ", LogWriter::ssrf_proxy, ""},
      {"docker_ssrf_proxy_1 ", LogWriter::ssrf_proxy, "docker"},
      {"docker-ssrf_proxy-1: ", LogWriter::ssrf_proxy, "docker"},
      {"docker_agent_ssrf_proxy_1 ", LogWriter::agent_ssrf_proxy, "docker"},
      {"dify-ssrf-proxy-7d9f-x2 squid ", LogWriter::ssrf_proxy, "dify"},
      {"dify-ssrf-proxy-7d9f-x2 squid 2026-11-25T02:51:30Z ", LogWriter::ssrf_proxy, "dify"},
      {"docker_sandbox_1 ", LogWriter::unknown, ""},
      {"docker_sandbox_1 docker_ssrf_proxy_1 ", LogWriter::unknown, ""},
      {"evilssrf_proxy-1 ", LogWriter::unknown, ""},
      {"egress-7d9f-x2 squid ", LogWriter::unknown, ""},
      {"2026/11/25 ", LogWriter::unknown, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.prefix);
    const LogLine line = parse_log_line(std::string(row.prefix) + std::string(kAccess));
    CHECK(line.writer == row.writer);
    CHECK(line.installation == row.installation);
    CHECK(parse_log_line(std::string(row.prefix) + "said this").writer == LogWriter::unknown);
  }
}

TEST_CASE("the prefix of syslog and journalctl") {
  constexpr std::string_view kAccess =
      "1.000 1 c TCP_TUNNEL/200 9 CONNECT x.test:443 - FIRSTUP_PARENT/10.0.0.1 -";
  struct Row {
    std::string_view prefix;
    bool is_read;
    LogWriter writer;
    std::string_view installation;
  };
  const Row rows[] = {
      {"Nov 29 07:10:01 host 3f2a1b4c5d6e[812]: ", true, LogWriter::unknown, ""},
      {"Nov  9 07:10:01 host 3f2a1b4c5d6e[812]: ", true, LogWriter::unknown, ""},
      {"Nov 29 07:10:01.123456 host 3f2a1b4c5d6e[812]: ", true, LogWriter::unknown, ""},
      {"Nov 29 07:10:01 10.0.0.7 3f2a1b4c5d6e: ", true, LogWriter::unknown, ""},
      {"Nov 29 07:10:01 3f2a1b4c5d6e[812]: ", true, LogWriter::unknown, ""},
      {"2026-11-29T07:10:01+0000 host dockerd[1]: ", true, LogWriter::unknown, ""},
      {"2026-11-29T07:10:01.123456+00:00 host conmon[1]: ", true, LogWriter::unknown, ""},
      {"Nov 29 07:10:01 host docker-ssrf_proxy-1[812]: ", true, LogWriter::ssrf_proxy, "docker"},
      {"Nov 29 07:10:01 host ssrf_proxy[812]: ", true, LogWriter::ssrf_proxy, ""},
      {"Nov 29 07:10:01 host agent_ssrf_proxy[812]: ", true, LogWriter::agent_ssrf_proxy, ""},
      {"Nov 29 07:10:01 host docker-sandbox-1[812]: ", true, LogWriter::another_service, ""},
      {"Nov 29 07:10:01 host 3F2A1B4C5D6E[812]: ", true, LogWriter::another_service, ""},
      {"Nov 29 07:10:01 host 3f2a1b4c5d6[812]: ", true, LogWriter::another_service, ""},
      {"Nov 29 07:10:01 host 3f2a1b4c5d6e[x]: ", false, LogWriter::unknown, ""},
      {"Nov 29 07:10:01 host 3f2a1b4c5d6e[]: ", false, LogWriter::unknown, ""},
      {"Nov 29 07:10:01 host 3f2a1b4c5d6e[812] ", false, LogWriter::unknown, ""},
      {"Nov 29 07:10:01 a host 3f2a1b4c5d6e[812]: ", false, LogWriter::unknown, ""},
      {"ovD 29 07:10:01 host 3f2a1b4c5d6e[812]: ", false, LogWriter::unknown, ""},
      {"Nov 129 07:10:01 host 3f2a1b4c5d6e[812]: ", false, LogWriter::unknown, ""},
      {"Nov 29 07:10 host 3f2a1b4c5d6e[812]: ", false, LogWriter::unknown, ""},
      {"host 3f2a1b4c5d6e[812]: ", false, LogWriter::unknown, ""},
      {"sandbox-1  | Nov 29 07:10:01 host ssrf_proxy[812]: ", false, LogWriter::another_service,
       ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.prefix);
    const LogLine line = parse_log_line(std::string(row.prefix) + std::string(kAccess));
    CHECK(std::holds_alternative<AccessRecord>(line.content) == row.is_read);
    CHECK(line.writer == row.writer);
    CHECK(line.installation == row.installation);
  }
  const LogLine fatal =
      parse_log_line("Nov 29 07:10:01 host 3f2a1b4c5d6e[812]: 2026/11/29 07:10:01| FATAL: Bungled");
  CHECK(std::holds_alternative<SquidMessage>(fatal.content));
  CHECK(parse_log_line("Nov 29 07:10:01 host sshd[812]: said").writer == LogWriter::unknown);
}
