// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/verification.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/squid_log.hpp"

using namespace proxyenv::dify;

namespace {

const Expectation kSelective = {.domains = {".openai.com", "generativelanguage.googleapis.com"},
                                .direct = {},
                                .upstream = "192.168.0.1",
                                .direct_addresses = {},
                                .notes = {}};

// "RESULT METHOD URL HIERARCHY" as a line of the access log.
std::string line(std::string_view short_form) {
  std::vector<std::string> words(1);
  for (const char c : short_form) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back().push_back(c);
    }
  }
  REQUIRE(words.size() == 4);
  return "1753612800.123    120 172.18.0.5 " + words[0] + " 41 " + words[1] + " " + words[2] +
         " - " + words[3] + " -\n";
}

std::string log_of(const std::vector<std::string_view>& short_forms) {
  std::string log;
  for (const std::string_view form : short_forms) log += line(form);
  return log;
}

const JudgedHost& host_of(const Verification& verification, std::string_view host) {
  const auto found = std::find_if(verification.hosts.begin(), verification.hosts.end(),
                                  [&](const JudgedHost& judged) { return judged.host == host; });
  REQUIRE(found != verification.hosts.end());
  return *found;
}

std::string names(const std::vector<VerifyFinding>& findings) {
  std::string text;
  for (const VerifyFinding& finding : findings) {
    text.append(text.empty() ? "" : " ").append(row_of(finding.kind).name);
  }
  return text;
}

}  // namespace

TEST_CASE("one request is judged by its status and by the address of its peer") {
  struct Row {
    std::string_view form;
    std::string_view host;
    Way way;
    Verdict verdict;
    std::string_view findings;
    std::string_view why;
  };
  const std::string_view kOpenai = "api.openai.com";
  const Row rows[] = {
      {"TCP_TUNNEL/200 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1", kOpenai,
       Way::upstream, Verdict::as_configured, "", "listed, through the upstream"},
      {"TCP_TUNNEL_ABORTED/200 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1", kOpenai,
       Way::upstream, Verdict::as_configured, "", "ABORTED is a normal end"},
      {"TCP_TUNNEL/200 CONNECT openai.com:443 FIRSTUP_PARENT/192.168.0.1", "openai.com",
       Way::upstream, Verdict::as_configured, "", "the domain itself"},
      {"TCP_TUNNEL/200 CONNECT api.openai.com:443 HIER_DIRECT/104.18.7.192", kOpenai, Way::direct,
       Verdict::went_direct, "listed_direct", "listed, direct"},
      {"NONE_NONE/503 CONNECT api.openai.com:443 HIER_DIRECT/104.18.7.192", kOpenai, Way::failed,
       Verdict::went_direct, "listed_direct", "a direct attempt that failed is one"},
      {"NONE_NONE/503 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1", kOpenai, Way::failed,
       Verdict::failed, "listed_failed", "squid 5: the upstream is down"},
      {"TCP_TUNNEL/503 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1", kOpenai, Way::failed,
       Verdict::failed, "listed_failed", "squid 6: the upstream is down"},
      {"NONE_NONE/500 CONNECT api.openai.com:443 HIER_NONE/-", kOpenai, Way::failed,
       Verdict::failed, "listed_failed", "the upstream is known to be dead"},
      {"TCP_TUNNEL/407 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1", kOpenai, Way::failed,
       Verdict::failed, "listed_failed", "the upstream wants a password"},
      {"TCP_TUNNEL/403 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1", kOpenai, Way::failed,
       Verdict::failed, "listed_failed", "the upstream refuses"},
      {"TCP_MISS/403 GET http://api.openai.com/ FIRSTUP_PARENT/192.168.0.1", kOpenai, Way::upstream,
       Verdict::as_configured, "", "403 of the host itself"},
      {"TCP_MISS/500 GET http://api.openai.com/ FIRSTUP_PARENT/192.168.0.1", kOpenai, Way::upstream,
       Verdict::as_configured, "", "500 of the host itself"},
      {"TCP_MISS/503 GET http://api.openai.com/ FIRSTUP_PARENT/192.168.0.1", kOpenai, Way::failed,
       Verdict::failed, "listed_failed", "503 of whomever"},
      {"TCP_MISS/407 GET http://api.openai.com/ FIRSTUP_PARENT/192.168.0.1", kOpenai, Way::failed,
       Verdict::failed, "listed_failed", "407 comes from proxies alone"},
      {"TCP_TUNNEL/200 CONNECT api.openai.com:443 FIRSTUP_PARENT/172.18.0.9", kOpenai,
       Way::other_peer, Verdict::other_peer, "listed_other_peer", "another peer"},
      {"NONE_NONE/503 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.7", kOpenai, Way::failed,
       Verdict::other_peer, "listed_other_peer", "another peer, which is down: an older upstream"},
      {"TCP_TUNNEL/407 CONNECT api.openai.com:443 FIRSTUP_PARENT/-", kOpenai, Way::failed,
       Verdict::failed, "listed_failed", "a peer without an address"},
      {"TCP_DENIED/403 CONNECT api.openai.com:443 HIER_NONE/-", kOpenai, Way::denied,
       Verdict::denied, "listed_denied", "the name has a private address here"},
      {"TCP_DENIED/403 CONNECT api.openai.com:8443 HIER_NONE/-", kOpenai, Way::denied,
       Verdict::denied, "listed_denied", "a port other than 443"},
      {"TCP_MISS_ABORTED/000 GET http://api.openai.com/ FIRSTUP_PARENT/192.168.0.1", kOpenai,
       Way::unanswered, Verdict::no_answer, "listed_unanswered nothing_verified",
       "the client left first"},
      {"TCP_MISS_ABORTED/000 GET http://api.openai.com/ HIER_DIRECT/104.18.7.192", kOpenai,
       Way::direct, Verdict::went_direct, "listed_direct", "it left, and squid had gone direct"},
      {"NONE_NONE/000 CONNECT api.openai.com:443 HIER_NONE/-", kOpenai, Way::unanswered,
       Verdict::no_answer, "listed_unanswered nothing_verified", "it left while squid connected"},
      {"TCP_MISS_ABORTED/000 GET http://example.com/ HIER_DIRECT/23.1.2.3", "example.com",
       Way::unanswered, Verdict::not_judged, "nothing_verified", "not listed, the client left"},
      {"NONE_NONE/503 CONNECT example.com:443 FIRSTUP_PARENT/192.168.0.1", "example.com",
       Way::failed, Verdict::through_upstream, "unlisted_upstream nothing_verified",
       "not listed, and the upstream is down"},
      {"TCP_TUNNEL/407 CONNECT example.com:443 FIRSTUP_PARENT/192.168.0.1", "example.com",
       Way::failed, Verdict::through_upstream, "unlisted_upstream nothing_verified",
       "not listed, and the upstream wants a password"},
      {"TCP_TUNNEL/407 CONNECT example.com:443 FIRSTUP_PARENT/-", "example.com", Way::failed,
       Verdict::failed, "unlisted_failed nothing_verified",
       "not listed, a peer without an address"},
      {"TCP_TUNNEL/200 CONNECT example.com:443 FIRSTUP_PARENT/10.9.9.9", "example.com",
       Way::other_peer, Verdict::other_peer, "unlisted_other_peer nothing_verified",
       "not listed, a second parent"},
      {"NONE_NONE/503 CONNECT example.com:443 FIRSTUP_PARENT/10.9.9.9", "example.com", Way::failed,
       Verdict::other_peer, "unlisted_other_peer nothing_verified",
       "a second parent, which is down"},
      {"TCP_TUNNEL/200 CONNECT example.com:443 HIER_DIRECT/23.1.2.3", "example.com", Way::direct,
       Verdict::as_configured, "nothing_verified", "not listed, direct"},
      {"TCP_TUNNEL/200 CONNECT example.com:443 FIRSTUP_PARENT/192.168.0.1", "example.com",
       Way::upstream, Verdict::through_upstream, "unlisted_upstream nothing_verified",
       "not listed, through the upstream"},
      {"TCP_MISS/200 GET http://sandbox:8194/v1 FIRSTUP_PARENT/172.18.0.9", "sandbox",
       Way::other_peer, Verdict::not_judged, "nothing_verified", "the sandbox is a peer, too"},
      {"NONE_NONE/500 CONNECT example.com:443 HIER_NONE/-", "example.com", Way::failed,
       Verdict::failed, "unlisted_failed nothing_verified", "not listed, no such name"},
      {"NONE_NONE/503 CONNECT example.com:443 HIER_DIRECT/23.1.2.3", "example.com", Way::failed,
       Verdict::failed, "unlisted_failed nothing_verified", "not listed, the host is down"},
      {"TCP_TUNNEL/503 CONNECT pypi.org:443 HIER_DIRECT/23.1.2.3", "pypi.org", Way::failed,
       Verdict::failed, "plugins_blocked unlisted_failed nothing_verified",
       "not listed, installing plugins needs it"},
      {"TCP_TUNNEL/200 CONNECT pypi.org:443 HIER_DIRECT/23.1.2.3", "pypi.org", Way::direct,
       Verdict::as_configured, "nothing_verified", "it was reached"},
      {"TCP_DENIED/403 GET http://10.0.0.5/ HIER_NONE/-", "10.0.0.5", Way::denied, Verdict::denied,
       "unlisted_denied nothing_verified", "the SSRF guard at work"},
      {"TCP_MEM_HIT/200 GET http://example.com/ HIER_NONE/-", "example.com", Way::cached,
       Verdict::not_judged, "nothing_verified", "from squid's cache"},
      {"NONE_NONE/400 GET http://example.com/ HIER_NONE/-", "example.com", Way::denied,
       Verdict::denied, "unlisted_denied nothing_verified", "squid found it invalid"},
      {"TCP_TUNNEL/200 CONNECT evil-openai.com:443 HIER_DIRECT/23.1.2.3", "evil-openai.com",
       Way::direct, Verdict::as_configured, "nothing_verified", "only looks listed"},
      {"TCP_TUNNEL/200 CONNECT www.generativelanguage.googleapis.com:443 HIER_DIRECT/23.1.2.3",
       "www.generativelanguage.googleapis.com", Way::direct, Verdict::as_configured,
       "nothing_verified", "without a leading dot the host alone is listed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.form);
    CAPTURE(row.why);
    const Verification got = verified(line(row.form), kSelective);
    const JudgedHost& judged = host_of(got, row.host);
    CHECK(judged.counts.of(row.way) == 1);
    CHECK(to_string(judged.verdict) == to_string(row.verdict));
    std::string found = names(got.findings);
    // Another test checks which of the two domains was not seen.
    if (const auto at = found.find("listed_not_seen"); at != std::string::npos) {
      found.erase(at == 0 ? 0 : at - 1);
    }
    CHECK(found == row.findings);
  }
}

TEST_CASE("an upstream that has a name is known by its tunnels to port 443") {
  Expectation named = kSelective;
  named.upstream = "host.docker.internal";
  const std::string_view tunnel =
      "TCP_TUNNEL/200 CONNECT api.openai.com:443 FIRSTUP_PARENT/172.17.0.1";
  const std::string_view plain = "TCP_MISS/200 GET http://x.openai.com/ FIRSTUP_PARENT/172.17.0.1";
  const std::string_view sandbox =
      "TCP_MISS/200 GET http://sandbox:8194/ FIRSTUP_PARENT/172.18.0.9";
  const std::string_view to_sandbox =
      "TCP_TUNNEL/200 CONNECT sandbox:8194 FIRSTUP_PARENT/172.18.0.9";
  {
    const Verification got = verified(log_of({plain, tunnel, sandbox, to_sandbox}), named);
    CHECK(got.counts.upstream_addresses == std::vector<std::string>{"172.17.0.1"});
    CHECK(host_of(got, "x.openai.com").verdict == Verdict::as_configured);
    CHECK(host_of(got, "sandbox").counts.of(Way::other_peer) == 2);
    CHECK(holds(got.findings));
  }
  {
    const Verification got = verified(log_of({plain, sandbox}), named);
    CHECK(host_of(got, "x.openai.com").verdict == Verdict::unproven);
    CHECK(names(got.findings) == "peer_unproven nothing_verified");
    CHECK(!holds(got.findings));
  }
  {
    // This may be round robin or an older configuration. It is uncertain, so it is reported.
    const Verification got = verified(
        log_of({tunnel, "TCP_TUNNEL/200 CONNECT a.openai.com:443 FIRSTUP_PARENT/172.17.0.2"}),
        named);
    CHECK(names(got.findings) == "several_upstreams listed_not_seen");
    CHECK(got.findings[0].message.find("2 addresses (172.17.0.1, 172.17.0.2)") !=
          std::string::npos);
    CHECK(holds(got.findings));
  }
}

TEST_CASE(
    "where cache.log says that the upstream was not reached, a 503 of squid 6 is blamed on that") {
  struct Row {
    std::string_view messages;
    std::string_view result;
    std::string upstream;
    bool unreachable;
  };
  const Row rows[] = {
      {"", "TCP_TUNNEL/503", "192.168.0.1", false},
      {"ERROR: Connection to proxyenv_upstream failed", "TCP_TUNNEL/503", "192.168.0.1", true},
      {"Detected DEAD Parent: proxyenv_upstream", "TCP_TUNNEL/503", "192.168.0.1", true},
      {"TCP connection to 192.168.0.1/7890 failed", "TCP_TUNNEL/503", "192.168.0.1", true},
      {"TCP connection to proxy.corp/7890 failed", "TCP_TUNNEL/503", "proxy.corp", true},
      {"TCP connection to 192.168.0.1/7890 failed", "TCP_TUNNEL/503", "proxy.corp", true},
      {"TCP connection to sandbox/8194 failed", "TCP_TUNNEL/503", "192.168.0.1", false},
      {"ERROR: Connection to proxyenv_upstream failed", "TCP_TUNNEL/502", "192.168.0.1", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.messages);
    CAPTURE(row.result);
    CAPTURE(row.upstream);
    Expectation expectation = kSelective;
    expectation.upstream = row.upstream;
    const std::string failed =
        std::string(row.result) + " CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1";
    const Verification got = verified(
        line(failed) + "2026/11/25 02:51:28| " + std::string(row.messages) + "\n", expectation);
    const auto& causes = host_of(got, "api.openai.com").counts.causes;
    CHECK(causes.size() == 1);
    CHECK(causes.contains(Cause::upstream_unreachable) == row.unreachable);
    CHECK(causes.contains(Cause::upstream_answered_error) == !row.unreachable);
  }
}

TEST_CASE("lines that Compose or kubectl marks as another service's prove nothing") {
  const std::string good =
      line("TCP_TUNNEL/200 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1");
  const std::string direct =
      line("TCP_TUNNEL/200 CONNECT api.openai.com:443 HIER_DIRECT/104.18.7.192");
  const std::string fatal = "2026/11/25 02:51:28| FATAL: x\n";
  Expectation two_squids = kSelective;
  two_squids.agent = true;
  enum class Squids { one, with_agent };
  struct Row {
    std::string log;
    Squids squids;
    std::string_view findings;
    std::string_view why;
  };
  const Row rows[] = {
      {"ssrf_proxy-1  | " + good, Squids::one, "listed_not_seen", "squid"},
      {"sandbox-1  | " + good, Squids::one, "nothing_verified", "code in the sandbox"},
      {"plugin_daemon-1  | " + good + "ssrf_proxy-1  | " + direct, Squids::one,
       "listed_direct listed_not_seen", "a plugin cannot hide a line"},
      {"[pod/ssrf-0/squid] " + good, Squids::one, "listed_not_seen", "squid in a pod"},
      {"[pod/sandbox-1/sandbox] " + good, Squids::one, "nothing_verified", "code in a pod"},
      {"ssrf_proxy-1  | " + good + "agent_ssrf_proxy-1  | " + direct, Squids::one,
       "listed_not_seen", "the second squid was given no list"},
      {"ssrf_proxy-1  | " + good + "agent_ssrf_proxy-1  | " + direct, Squids::with_agent,
       "listed_direct listed_not_seen", "it was given the list"},
      {good + "worker-1  | hi\n", Squids::one, "nothing_verified", "who wrote the line?"},
      {"evil_ssrf_proxy-1  | " + good, Squids::one, "nothing_verified",
       "a service of another name"},
      {"[pod/egress-0/squid] " + good, Squids::one, "nothing_verified", "another squid in a pod"},
      {"ssrf_proxy-1  | " + good + "api-1  | " + fatal, Squids::one, "listed_not_seen",
       "another service's error"},
      {"ssrf_proxy-1  | " + good + "ssrf_proxy-1  | " + fatal, Squids::one,
       "squid_stopped listed_not_seen", "squid's error"},
      {"ssrf_proxy-1  | " + fatal + "ssrf_proxy-1  | " + good, Squids::one, "listed_not_seen",
       "it has started since"},
      {"ssrf_proxy-1  | " + fatal + "agent_ssrf_proxy-1  | " + good, Squids::with_agent,
       "squid_stopped listed_not_seen", "the other squid's answer does not say that this one runs"},
      {"ssrf_proxy-1  | [proxyenv] x\nagent_ssrf_proxy-1  | " + good, Squids::with_agent,
       "squid_stopped listed_not_seen", "likewise for the entrypoint"},
      {"ssrf_proxy-1  | " + fatal + "api-1  | " + good, Squids::one,
       "squid_stopped nothing_verified", "another service's line is no answer of squid's"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const bool is_with_agent = row.squids == Squids::with_agent;
    CHECK(names(verified(row.log, is_with_agent ? two_squids : kSelective).findings) ==
          row.findings);
  }
}

TEST_CASE("addresses are compared as addresses") {
  struct Row {
    std::string upstream;
    std::string_view server;
    bool same;
  };
  const Row rows[] = {
      {"192.168.0.1", "192.168.0.1", true},
      {"192.168.0.1", "192.168.0.11", false},
      {"192.168.0.1", "::ffff:192.168.0.1", true},
      {"fd00::1", "fd00:0:0::1", true},
      {"[fd00::1]", "fd00::1", true},
      {"fd00::1", "fd00::2", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.upstream);
    CAPTURE(row.server);
    Expectation expectation = kSelective;
    expectation.upstream = row.upstream;
    const Verification got = verified(
        line("TCP_TUNNEL/200 CONNECT api.openai.com:443 FIRSTUP_PARENT/" + std::string(row.server)),
        expectation);
    CHECK((host_of(got, "api.openai.com").verdict == Verdict::as_configured) == row.same);
  }
}

TEST_CASE("with everything through the upstream the intranet alone may go direct") {
  Expectation all;
  all.everything = true;
  all.direct = {".corp.test"};
  all.direct_addresses = {"10.0.0.0/8", "fc00::/7"};
  all.upstream = "192.168.0.1";
  const Verification got =
      verified(log_of({"TCP_TUNNEL/200 CONNECT example.com:443 FIRSTUP_PARENT/192.168.0.1",
                       "TCP_TUNNEL/200 CONNECT git.corp.test:443 HIER_DIRECT/10.0.0.2",
                       "TCP_TUNNEL/200 CONNECT wiki.corp.test:443 FIRSTUP_PARENT/192.168.0.1",
                       "TCP_TUNNEL/200 CONNECT example.org:443 HIER_DIRECT/23.1.2.3",
                       "TCP_MISS/200 GET http://weaviate:8080/ HIER_DIRECT/172.18.0.7",
                       "TCP_MISS/200 GET http://10.0.0.3/ HIER_DIRECT/10.0.0.3",
                       "TCP_TUNNEL/200 CONNECT 23.1.2.3:443 HIER_DIRECT/23.1.2.3",
                       "TCP_TUNNEL/200 CONNECT 23.1.2.4:443 FIRSTUP_PARENT/192.168.0.1",
                       "TCP_MISS/200 GET http://api/ FIRSTUP_PARENT/192.168.0.1",
                       "TCP_TUNNEL/200 CONNECT [fd00::5]:443 HIER_DIRECT/fd00::5"}),
               all);
  CHECK(host_of(got, "example.com").verdict == Verdict::as_configured);
  CHECK(host_of(got, "git.corp.test").verdict == Verdict::as_configured);
  CHECK(host_of(got, "wiki.corp.test").verdict == Verdict::through_upstream);
  CHECK(host_of(got, "example.org").verdict == Verdict::went_direct);
  CHECK(host_of(got, "weaviate").verdict == Verdict::as_configured);
  CHECK(host_of(got, "10.0.0.3").verdict == Verdict::as_configured);
  CHECK(host_of(got, "23.1.2.3").verdict == Verdict::went_direct);
  CHECK(host_of(got, "23.1.2.4").verdict == Verdict::as_configured);
  CHECK(host_of(got, "api").verdict == Verdict::through_upstream);
  CHECK(host_of(got, "fd00::5").verdict == Verdict::as_configured);
  CHECK(names(got.findings) == "listed_direct listed_direct unlisted_upstream unlisted_upstream");
}

TEST_CASE("a finding counts, names the cause that is commonest, and says the next step") {
  const Verification got =
      verified(log_of({"TCP_TUNNEL/200 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1",
                       "NONE_NONE/503 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1",
                       "NONE_NONE/503 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1",
                       "NONE_NONE/500 CONNECT api.openai.com:443 HIER_NONE/-",
                       "TCP_DENIED/403 CONNECT api.openai.com:8443 HIER_NONE/-"}),
               kSelective);
  REQUIRE(got.findings.size() == 2);
  CHECK(got.findings[0].message ==
        "api.openai.com failed 3 of 5 times: squid could not connect to the upstream (twice), "
        "squid holds the upstream for dead and may not go direct (once)");
  CHECK(got.findings[0].advice.find("listen on an address that containers reach") !=
        std::string::npos);
  CHECK(got.findings[1].message == "not asked for in this log: generativelanguage.googleapis.com");
}

TEST_CASE("what is wrong comes first, then what is listed, then the rest") {
  const Verification got =
      verified(log_of({"TCP_TUNNEL/200 CONNECT b.example:443 HIER_DIRECT/23.1.2.3",
                       "TCP_TUNNEL/200 CONNECT a.openai.com:443 FIRSTUP_PARENT/192.168.0.1",
                       "NONE_NONE/500 CONNECT a.example:443 HIER_NONE/-",
                       "NONE_NONE/500 CONNECT b.openai.com:443 HIER_NONE/-",
                       "TCP_TUNNEL/200 CONNECT c.openai.com:443 HIER_DIRECT/23.1.2.3"}),
               kSelective);
  std::string order;
  for (const JudgedHost& judged : got.hosts) order += judged.host + " ";
  CHECK(order == "c.openai.com b.openai.com a.openai.com a.example b.example ");
}

TEST_CASE("a log without a line for a listed host proves nothing") {
  for (const std::string_view log :
       {"", "\n\n", "nginx-1  | 1.2.3.4 - - \"GET / HTTP/1.1\" 200\n",
        "2026/11/25 02:51:28| Starting Squid Cache version 5.7 for x\n"}) {
    CAPTURE(log);
    const Verification got = verified(log, kSelective);
    CHECK(names(got.findings) == "nothing_verified");
    CHECK(got.findings[0].message.find("no line of squid's access log") != std::string::npos);
    CHECK(!holds(got.findings));
  }
}

TEST_CASE("a squid that stopped is told, until one answers again") {
  const std::string fatal =
      "2026/11/25 02:51:28| FATAL: Bungled /etc/squid/squid.conf line 48: login=s3cret\n";
  const std::string good =
      line("TCP_TUNNEL/200 CONNECT api.openai.com:443 FIRSTUP_PARENT/192.168.0.1");
  CHECK(names(verified(fatal + fatal, kSelective).findings) == "squid_stopped nothing_verified");
  CHECK(names(verified(good + fatal, kSelective).findings) == "squid_stopped listed_not_seen");
  CHECK(names(verified(fatal + good, kSelective).findings) == "listed_not_seen");
  CHECK(names(verified("[proxyenv] unknown squid.conf\n", kSelective).findings) ==
        "squid_stopped nothing_verified");
}

TEST_CASE("a squid whose service was renamed is known by that name, and called so") {
  Expectation renamed = kSelective;
  renamed.squid = "egress";
  const std::string direct =
      line("TCP_TUNNEL/200 CONNECT api.openai.com:443 HIER_DIRECT/104.18.7.192");
  const std::string fatal = "2026/11/25 02:51:28| FATAL: Unable to open HTTP Socket\n";
  struct Row {
    std::string log;
    std::string_view findings;
  };
  const Row rows[] = {
      {"egress-1  | " + direct, "listed_direct listed_not_seen"},
      {"docker_egress_1 " + direct, "listed_direct listed_not_seen"},
      {"ssrf_proxy-1  | " + direct, "nothing_verified"},
      {"evil_egress-1  | " + direct, "nothing_verified"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.log);
    CHECK(names(verified(row.log, renamed).findings) == row.findings);
  }
  const Verification got = verified("egress-1  | " + fatal, renamed);
  CHECK(got.findings[0].subject == "egress");
  CHECK(got.findings[0].advice.find("if egress has network_mode host") != std::string::npos);
  renamed.agent = true;
  const Verification agent = verified("agent_ssrf_proxy-1  | " + fatal, renamed);
  CHECK(agent.findings[0].subject == "agent_ssrf_proxy");
}

TEST_CASE(
    "a certificate that clients do not trust is told, from their lines or from their tunnels") {
  const auto tunnel = [](std::string_view bytes) {
    return "1.000 1 10.0.0.5 TCP_TUNNEL/200 " + std::string(bytes) +
           " CONNECT api.openai.com:443 - FIRSTUP_PARENT/192.168.0.1 -\n";
  };
  struct Row {
    std::string log;
    std::string_view subjects;
    std::string_view why;
  };
  const Row rows[] = {
      {tunnel("1386") + tunnel("1386") + tunnel("1386"), "api.openai.com",
       "as a real squid logs it"},
      {tunnel("1386") + tunnel("1386"), "", "twice is little"},
      {tunnel("1386") + tunnel("1386") + tunnel("1387"), "", "not of one length"},
      {tunnel("117") + tunnel("117") + tunnel("117"), "", "no certificate is that short"},
      {tunnel("48190") + tunnel("48190") + tunnel("48190"), "", "long answers"},
      {"plugin_daemon-1 | x [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed\n", "log",
       "Python"},
      {"tls: failed to verify certificate: x509: certificate signed by unknown authority\n", "log",
       "Go"},
      {"invalid peer certificate: UnknownIssuer\n", "log", "uv"},
      {"certificate verified\n", "", "nothing failed"},
      {"1.000 1 c TCP_MISS/200 9 GET http://x/?certificate%20verify - HIER_DIRECT/1.2.3.4 -\n", "",
       "a URL"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    std::string subjects;
    for (const VerifyFinding& finding : verified(row.log, kSelective).findings) {
      if (finding.kind == VerifyFindingKind::certificate_refused) subjects += finding.subject;
    }
    CHECK(subjects == row.subjects);
  }
}

TEST_CASE("squid refuses clients outside private networks, and the finding names them") {
  struct Row {
    std::string_view client;
    std::string_view request;
    std::string_view findings;
    std::string_view why;
  };
  constexpr std::string_view kListed =
      "TCP_DENIED/403 9 CONNECT api.openai.com:443 - HIER_NONE/- -";
  constexpr std::string_view kPort = "TCP_DENIED/403 9 CONNECT api.openai.com:80 - HIER_NONE/- -";
  const Row rows[] = {
      {"11.0.0.5", kListed, "listed_denied client_refused", "a public address (dify#18344)"},
      {"172.32.0.5", kListed, "listed_denied client_refused", "just outside 172.16.0.0/12"},
      {"2001:db8::5", kListed, "listed_denied client_refused", "IPv6"},
      {"::ffff:11.0.0.5", kListed, "listed_denied client_refused", "IPv4 in IPv6"},
      {"172.31.0.5", kListed, "listed_denied", "a private one: the guard refused"},
      {"100.64.0.1", kListed, "listed_denied", "carriers' shared space is served"},
      {"::ffff:10.0.0.5", kListed, "listed_denied", "a private one in IPv6"},
      {"127.0.0.1", kListed, "listed_denied", "squid's own machine"},
      {"client.corp", kListed, "listed_denied", "a name says nothing"},
      {"11.0.0.5", kPort, "listed_denied", "the port is refused first"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.client);
    CAPTURE(row.why);
    const Verification got = verified(
        "1.000 1 " + std::string(row.client) + " " + std::string(row.request) + "\n", kSelective);
    std::string found = names(got.findings);
    if (const auto at = found.find(" listed_not_seen"); at != std::string::npos) found.erase(at);
    CHECK(found == row.findings);
  }
  const Verification two = verified(
      "1.000 1 11.0.0.6 TCP_DENIED/403 9 CONNECT x.test:443 - HIER_NONE/- -\n"
      "1.000 1 11.0.0.5 TCP_DENIED/403 9 CONNECT x.test:443 - HIER_NONE/- -\n",
      kSelective);
  CHECK(two.findings[0].subject == "11.0.0.5");
  CHECK(two.findings[0].message.starts_with(
      "squid does not take requests from 11.0.0.5, 11.0.0.6: "));
}
