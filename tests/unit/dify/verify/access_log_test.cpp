// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/access_log.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;

namespace {

std::string described(const LogLine& line) {
  if (const auto* record = std::get_if<AccessRecord>(&line.content)) {
    constexpr std::string_view kHierarchies[] = {"none", "direct", "peer"};
    return record->tag + " " + std::to_string(record->status) + " " + record->method + " " +
           record->host + ":" + (record->port ? std::to_string(*record->port) : "-") + " " +
           std::string(kHierarchies[static_cast<std::size_t>(record->hierarchy)]) + " " +
           record->server;
  }
  if (const auto* message = std::get_if<SquidMessage>(&line.content)) {
    const std::string kind = message->kind == SquidMessageKind::death
                                 ? std::string(text_of(message->death).name)
                                 : "unreachable";
    return kind + ": " + message->detail;
  }
  return "other";
}

}  // namespace

TEST_CASE("a line of the access log is read in each shape that squid gives it") {
  struct Row {
    std::string_view line;
    std::string_view expected;
    std::string_view why;
  };
  const Row rows[] = {
      // Squid 5.7 wrote these.
      {"1795575090.965      2 127.0.0.1 TCP_TUNNEL/200 41 CONNECT a.listed.test:443 - "
       "FIRSTUP_PARENT/10.9.0.2 -",
       "TCP_TUNNEL 200 CONNECT a.listed.test:443 peer 10.9.0.2", "through the parent"},
      {"1795575127.635      0 127.0.0.1 NONE_NONE/503 0 CONNECT listed.test:443 - "
       "FIRSTUP_PARENT/10.9.0.2 -",
       "NONE_NONE 503 CONNECT listed.test:443 peer 10.9.0.2", "the parent is down"},
      {"1795575128.145      0 127.0.0.1 NONE_NONE/500 0 CONNECT listed.test:443 - HIER_NONE/- -",
       "NONE_NONE 500 CONNECT listed.test:443 none ", "the parent is known to be dead"},
      {"1795575128.349      0 127.0.0.1 TCP_REFRESH_FAIL_ERR/502 3421 GET http://listed.test/ - "
       "HIER_NONE/- text/html",
       "TCP_REFRESH_FAIL_ERR 502 GET listed.test:80 none ", "likewise, plain http"},
      {"1795575091.368      0 127.0.0.1 TCP_DENIED/403 3432 CONNECT direct.test:8443 - "
       "HIER_NONE/- text/html",
       "TCP_DENIED 403 CONNECT direct.test:8443 none ", "a port that is not allowed"},
      {"1795575124.651      0 127.0.0.1 NONE_NONE/503 0 CONNECT [::1]:443 - HIER_DIRECT/::1 -",
       "NONE_NONE 503 CONNECT ::1:443 direct ::1", "IPv6"},
      {"1795575124.249      0 127.0.0.1 NONE_NONE/000 0 - error:transaction-end-before-headers - "
       "HIER_NONE/- -",
       "NONE_NONE 0 - :- none ", "a connection without a request"},
      {"1795575124.450      0 127.0.0.1 NONE_NONE/400 3407 garbage error:invalid-request - "
       "HIER_NONE/- text/html",
       "NONE_NONE 400 garbage :- none ", "no request"},
      {"1795575109.014   8006 127.0.0.1 TCP_MISS_ABORTED/000 0 GET http://nx.listed.test/ - "
       "FIRSTUP_PARENT/10.9.0.2 -",
       "TCP_MISS_ABORTED 0 GET nx.listed.test:80 peer 10.9.0.2", "the client left"},
      {"1795575116.235   6003 127.0.0.1 TCP_MISS/502 3426 GET http://nxdomain.test/ - HIER_NONE/- "
       "text/html",
       "TCP_MISS 502 GET nxdomain.test:80 none ", "no such name"},
      // Squid 6.13's shapes.
      {"1753612800.123    120 172.18.0.5 TCP_TUNNEL/503 0 CONNECT api.openai.com:443 - "
       "FIRSTUP_PARENT/192.168.0.1 -",
       "TCP_TUNNEL 503 CONNECT api.openai.com:443 peer 192.168.0.1", "the parent is down"},
      {"1753612800.123    120 172.18.0.5 TCP_TUNNEL_ABORTED/200 5120 CONNECT api.openai.com:443 - "
       "FIRSTUP_PARENT/192.168.0.1 -",
       "TCP_TUNNEL_ABORTED 200 CONNECT api.openai.com:443 peer 192.168.0.1", "a normal end"},
      // Squid 4 and older.
      {"1600000000.000 1 10.0.0.1 TAG_NONE/503 0 CONNECT x.test:443 - HIER_NONE/- -",
       "TAG_NONE 503 CONNECT x.test:443 none ", "squid 4"},
      {"1600000000.000 1 10.0.0.1 TCP_MISS/200 9 GET http://x.test:8080/ - DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET x.test:8080 direct 1.2.3.4", "squid 2"},
      // Codes for a peer, for direct, and none that exists.
      {"1.000 1 c TCP_MISS/200 9 GET http://x.test/ - TIMEOUT_ROUNDROBIN_PARENT/1.2.3.4 -",
       "TCP_MISS 200 GET x.test:80 peer 1.2.3.4", "a parent of several"},
      {"1.000 1 c TCP_MISS/200 9 GET http://x.test/ - CLOSEST_DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET x.test:80 direct 1.2.3.4", "direct"},
      {"1.000 1 c TCP_MISS/200 9 GET http://x.test/ - SOMETHING/1.2.3.4 -", "other",
       "no hierarchy code"},
      {"1.000 1 c TCP_MISS/200 9 GET http://x.test/ - FIRSTUP_PARENT -", "other", "no address"},
      // Hosts.
      {"1.000 1 c TCP_MISS/200 9 GET http://user:s3cret@X.Test./a@b?c - HIER_DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET x.test:80 direct 1.2.3.4", "credentials and path dropped, host normal"},
      {"1.000 1 c TCP_MISS/200 9 GET http://x.test@y.test - HIER_DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET y.test:80 direct 1.2.3.4", "what stands before @ is no host"},
      {"1.000 1 c TCP_MISS/200 9 GET ftp://x.test/f - HIER_DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET x.test:21 direct 1.2.3.4", "ftp"},
      {"1.000 1 c TCP_MISS/200 9 GET http://x%40y/ - HIER_DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET :- direct 1.2.3.4", "no host name"},
      {"1.000 1 c TCP_MISS/200 9 GET http://[::1/ - HIER_DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET :- direct 1.2.3.4", "a bracket that stays open"},
      {"1.000 1 c TCP_TUNNEL/200 9 CONNECT x.test:443x - HIER_DIRECT/1.2.3.4 -",
       "TCP_TUNNEL 200 CONNECT :- direct 1.2.3.4", "no port"},
      {"1.000 1 c TCP_TUNNEL/200 9 CONNECT x.test - HIER_DIRECT/1.2.3.4 -",
       "TCP_TUNNEL 200 CONNECT x.test:- direct 1.2.3.4", "CONNECT without a port"},
      {"1.000 1 c TCP_MISS/200 9 GET urn:x - HIER_DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET :- direct 1.2.3.4", "a URL without a host"},
      // Near misses of the format.
      {"1.00 1 c TCP_MISS/200 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4 -", "other",
       "two digits of milliseconds"},
      {"1000 1 c TCP_MISS/200 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4 -", "other", "no time"},
      {"1.000 -5 c TCP_MISS/200 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4 -",
       "TCP_MISS 200 GET x.test:80 direct 1.2.3.4", "a clock that was set back"},
      {"1.000 x c TCP_MISS/200 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4 -", "other",
       "no elapsed time"},
      {"1.000 1 c TCP_MISS/20 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4 -", "other", "no status"},
      {"1.000 1 c tcp/200 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4 -", "other", "no result code"},
      {"1.000 1 c TCP_MISS/200 - GET http://x.test/ - HIER_DIRECT/1.2.3.4 -", "other", "no bytes"},
      {"1.000 1 c TCP_MISS/200 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4", "other",
       "a field is missing"},
      {"1.000 1 c TCP_MISS/200 9 GET http://x.test/ - HIER_DIRECT/1.2.3.4 - [a] [b]",
       "TCP_MISS 200 GET x.test:80 direct 1.2.3.4", "log_mime_hdrs adds fields"},
      {"", "other", "empty"},
      {"   \t", "other", "blank"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CAPTURE(row.why);
    CHECK(described(parse_log_line(row.line)) == row.expected);
  }
}

TEST_CASE("what docker, Compose and kubectl put in front of a line is left out") {
  const std::string line =
      "1795575090.965      2 127.0.0.1 TCP_TUNNEL/200 41 CONNECT a.test:443 - "
      "FIRSTUP_PARENT/10.9.0.2 -";
  const std::string expected = "TCP_TUNNEL 200 CONNECT a.test:443 peer 10.9.0.2";
  const std::string stamp = "2026-11-25T02:51:30.965123456Z ";
  struct Row {
    std::string line;
    bool is_read;
    std::string_view why;
  };
  const Row rows[] = {
      {"ssrf_proxy-1  | " + line, true, "docker compose logs"},
      {"docker-ssrf_proxy-1 | " + line, true, "a longer name"},
      {"ssrf_proxy_1   | " + line, true, "docker-compose 1"},
      {"\x1b[36mssrf_proxy-1  | \x1b[0m" + line, true, "with colours"},
      {"\x1b[38;5;6mssrf_proxy-1  |\x1b[0m " + line, true, "with other colours"},
      {"ssrf_proxy-1  | " + stamp + line, true, "docker compose logs --timestamps"},
      {stamp + line, true, "docker logs --timestamps"},
      {"2026-11-25T02:51:30+08:00 " + line, true, "a time zone"},
      {"[pod/dify-ssrf-0/squid] " + line, true, "kubectl logs --prefix"},
      {"[pod/dify-ssrf-0/squid] " + stamp + line, true, "with --timestamps"},
      {line + "\r", true, "CRLF"},
      {"\t" + line, true, "indented"},
      {"ssrf_proxy-1  " + line, true, "podman logs --names"},
      {"docker_ssrf_proxy_1 " + stamp + line, true, "podman logs --names --timestamps"},
      {"docker-ssrf_proxy-1: " + line, true, "a loop over docker logs"},
      {"dify-ssrf-proxy-7d9f-x2 squid " + line, true, "stern"},
      {"dify_ssrf_proxy.1.x2ab@node1    | " + line, true, "docker service logs"},
      {stamp + "stdout F " + line, true, "a node's own log file (CRI)"},
      {"{\"log\":\"" + line + "\\n\",\"stream\":\"stdout\",\"time\":\"x\"}", true,
       "Docker's own log file"},
      {"{\"log\": \"" + line + "\"}", false, "another JSON"},
      {"sandbox-1  " + line, false, "another container, nothing says that a name stands there"},
      {"0fbb4ebbbbd8 " + line, false, "podman logs without --names"},
      {"dify-sandbox-7d9f-x2 sandbox " + line, false, "another container in stern's form"},
      {"a b | " + line, false, "two words before the bar"},
      {"| " + line, false, "a bar alone"},
      {"2026-11-25 " + line, false, "a date is no timestamp"},
      {"[pod " + line, false, "no pod"},
      {"said: " + line, false, "somebody repeats a line"},
      {"\x1b", false, "an escape alone"},
      {"\x1b[36", false, "an escape without its end"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CAPTURE(row.why);
    CHECK(described(parse_log_line(row.line)) == (row.is_read ? expected : "other"));
  }
}

TEST_CASE("of cache.log only what is known is taken, and no configuration line") {
  struct Row {
    std::string_view line;
    std::string_view expected;
    std::string_view why;
  };
  const Row rows[] = {
      {"2026/11/25 02:51:28 kid1| Detected DEAD Parent: proxyenv_upstream",
       "unreachable: proxyenv_upstream", "a worker"},
      {"ssrf_proxy-1  | 2026/11/25 02:51:28| Detected DEAD Parent: proxyenv_upstream",
       "unreachable: proxyenv_upstream", "behind Compose's prefix"},
      {"2026/11/25 02:51:28| Detected REVIVED Parent: proxyenv_upstream", "other", "not needed"},
      {"2026/11/25 02:51:28| TCP connection to 10.9.0.2/7890 failed", "unreachable: 10.9.0.2",
       "squid 5"},
      {"2026/11/25 02:51:28| ERROR: Connection to proxyenv_upstream failed",
       "unreachable: proxyenv_upstream", "squid 6"},
      {"2026/11/25 02:51:28| FATAL: Bungled /etc/squid/squid.conf line 48: cache_peer h parent 1 0 "
       "login=u:s3cret",
       "configuration: /etc/squid/squid.conf line 48", "the configuration line is cut off"},
      {"2026/11/25 02:51:28| FATAL: Bungled /etc/squid/s3cret$ line 48: x",
       "configuration: (37 bytes, not shown)", "an odd file name"},
      {"2026/11/25 02:51:28| FATAL: Bungled s3cret line 48: x",
       "configuration: (25 bytes, not shown)", "a file elsewhere"},
      {"2026/11/25 02:51:28| FATAL: Bungled /etc/squid/squid.conf line u: x",
       "configuration: (39 bytes, not shown)", "no number"},
      {"2026/11/25 02:51:28| FATAL: missing quote char at the end of quoted string: \"s3cret",
       "unknown: (55 bytes, not shown)", "squid prints the rest of a line in many messages"},
      {"2026/11/25 02:51:28| FATAL: http_port: missing Port",
       "configuration: (23 bytes, not shown)", ""},
      {"2026/11/25 02:51:28| ERROR: login=s3cret", "other", "not known"},
      {"2026/11/25 02:51:28| TCP connection to login=u:s3cret@h failed",
       "unreachable: (16 bytes, not shown)", "no name of a peer"},
      {"2026/11/25 02:51:28| Detected DEAD Parent: \x1b]0;x", "unreachable: (4 bytes, not shown)",
       "an escape"},
      {"2026/11/25 02:51:28 kid1 Detected DEAD Parent: x", "other", "no bar"},
      {"02:51:28| Detected DEAD Parent: x", "other", "no date"},
      {"Detected DEAD Parent: x", "other", "no time"},
      {"[proxyenv] unknown squid.conf: run proxyenv dify init again",
       "layout_unknown: ", "the mounted entrypoint"},
      {"ssrf_proxy-1  | [proxyenv] unknown entrypoint", "layout_unknown: ", ""},
      {"[proxyenv]x", "other", ""},
      {"[ENTRYPOINT] Starting Squid", "other", "Dify's own entrypoint"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CAPTURE(row.why);
    const std::string got = described(parse_log_line(row.line));
    CHECK(got == row.expected);
    CHECK(got.find("s3cret") == std::string::npos);
  }
}
