// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/host_finding.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;

namespace {

const Wording kWording(ComposeCommands{}, "ssrf_proxy");

HostCounts counted(Way way, std::size_t count) {
  HostCounts counts;
  counts.ways[static_cast<std::size_t>(way)] = count;
  return counts;
}

HostCounts tunnels_elsewhere(std::size_t count) {
  HostCounts counts;
  counts.foreign_tunnels = count;
  return counts;
}

}  // namespace

TEST_CASE("each verdict that is wrong or unclear has its sentence and its next step") {
  struct Row {
    Verdict verdict;
    bool listed;
    HostCounts counts;
    VerifyFindingKind kind;
    std::string_view message;
    std::string_view advice;
  };
  using Kind = VerifyFindingKind;
  const Row rows[] = {
      {Verdict::went_direct, true, counted(Way::direct, 1), Kind::listed_direct,
       "x.test is listed and went direct once: the squid that wrote this log does not have the "
       "present list",
       "run docker compose up -d --force-recreate ssrf_proxy, then look at new lines alone (docker "
       "compose logs --since 5m ssrf_proxy)"},
      {Verdict::other_peer, true, counted(Way::other_peer, 2), Kind::listed_other_peer,
       "x.test is listed and went to a peer other than the upstream 10.0.0.1 twice: an older "
       "upstream, or the sandbox of a template without access rules",
       "remove other cache_peer lines from Dify's template, then run docker compose up -d "
       "--force-recreate ssrf_proxy"},
      {Verdict::other_peer, false, tunnels_elsewhere(3), Kind::unlisted_other_peer,
       "x.test is not listed and went to a peer other than the upstream 10.0.0.1 3 times: squid "
       "has a second parent, or an older one",
       "remove other cache_peer lines from Dify's template, then run docker compose up -d "
       "--force-recreate ssrf_proxy"},
      {Verdict::through_upstream, false, counted(Way::upstream, 1), Kind::unlisted_upstream,
       "x.test is not listed and went to the upstream once: the squid that wrote this log has "
       "another list",
       "list it, or run docker compose up -d --force-recreate ssrf_proxy"},
      {Verdict::unproven, true, counted(Way::other_peer, 1), Kind::peer_unproven,
       "x.test went through a peer whose address is not known to be the upstream's: the upstream "
       "has a name, and no tunnel to port 443 has told its address yet",
       "ask for a listed host over https, then look again"},
      {Verdict::no_answer, true, counted(Way::unanswered, 2), Kind::listed_unanswered,
       "x.test was asked for, and the client left before squid had an answer twice: nothing shows "
       "where it went",
       "look how long the client waits: an address that never answers looks like this"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const auto finding =
        explain_host({"x.test", row.listed, row.counts, row.verdict}, "10.0.0.1", kWording);
    REQUIRE(finding);
    CHECK(row_of(finding->kind).name == row_of(row.kind).name);
    CHECK(finding->subject == "x.test");
    CHECK(finding->message == row.message);
    CHECK(finding->advice == row.advice);
  }
}

TEST_CASE("nothing is said of what went as configured, was not judged, or was never asked for") {
  const HostCounts direct = counted(Way::direct, 1);
  CHECK_FALSE(
      explain_host({"x.test", false, direct, Verdict::as_configured}, "10.0.0.1", kWording));
  CHECK_FALSE(explain_host({"x.test", false, {}, Verdict::not_judged}, "10.0.0.1", kWording));
  CHECK_FALSE(explain_host({"x.test", true, {}, Verdict::no_answer}, "10.0.0.1", kWording));
}

TEST_CASE("causes are counted apart for what failed and for what was denied") {
  HostCounts counts;
  counts.ways[static_cast<std::size_t>(Way::failed)] = 1;
  counts.ways[static_cast<std::size_t>(Way::denied)] = 2;
  counts.causes = {{Cause::upstream_refused, 1}, {Cause::port_denied, 2}};
  const auto failed = explain_host({"x.test", true, counts, Verdict::failed}, "10.0.0.1", kWording);
  REQUIRE(failed);
  CHECK(failed->message ==
        "x.test failed 1 of 3 times: the upstream refused the host (403 or the like) (once)");
  CHECK(failed->advice == "let the upstream's own rules allow the host");
  const auto denied = explain_host({"x.test", true, counts, Verdict::denied}, "10.0.0.1", kWording);
  REQUIRE(denied);
  CHECK(denied->message ==
        "x.test was denied 2 of 3 times: CONNECT to a port other than 443 is refused in every "
        "release of Dify (twice)");
}
