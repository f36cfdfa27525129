// SPDX-License-Identifier: Apache-2.0
#include "report_dify/verification.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "support/squid_log.hpp"

using namespace proxyenv;

namespace {

const dify::Expectation kExpectation = {{".openai.com"}, false, {}, "192.168.0.1", false, {}, {}};
constexpr std::string_view kLog =
    "1.000 1 c TCP_TUNNEL/200 9 CONNECT api.openai.com:443 - FIRSTUP_PARENT/192.168.0.1 -\n"
    "1.000 1 c NONE_NONE/500 0 CONNECT b.openai.com:443 - HIER_NONE/- -\n"
    "1.000 1 c TCP_TUNNEL/200 9 CONNECT example.com:443 - HIER_DIRECT/23.1.2.3 -\n";

}  // namespace

TEST_CASE("the table has one line for each host, and a finding for what is wrong") {
  const dify::Verification verification = verified(kLog, kExpectation);
  CHECK(render_verification_text({kExpectation, verification, verification.findings}) ==
        "HOST            VERDICT        EXPECTED  UPSTREAM  DIRECT  FAILED  DENIED  OTHER\n"
        "b.openai.com    failed         upstream         -       -       1       -      -\n"
        "api.openai.com  as configured  upstream         1       -       -       -      -\n"
        "example.com     as configured  direct           -       1       -       -      -\n"
        "\n"
        "warning: listed_failed: b.openai.com failed 1 of 1 times: squid holds the upstream for "
        "dead and may not go direct (once); start the upstream, and check host and port given to "
        "dify init; a name that could not be looked up when squid started needs a restart of "
        "ssrf_proxy\n"
        "not verified: see the warnings\n");
}

TEST_CASE("the summary says what was verified") {
  const std::string_view good = kLog.substr(0, kLog.find('\n') + 1);
  const dify::Verification verification = verified(good, kExpectation);
  const std::string text =
      render_verification_text({kExpectation, verification, verification.findings});
  CHECK(text.ends_with(
      "verified: 1 listed host(s) through the upstream, 0 other(s) direct, as configured\n"));
  const dify::Verification missed = verified(
      std::string(good) + "1.000 1 c TCP_DENIED/403 9 CONNECT 10.0.0.5:443 - HIER_NONE/- -\n",
      kExpectation);
  CHECK(render_verification_text({kExpectation, missed, missed.findings})
            .ends_with("as configured; 1 that are not listed were not reached: see the notes\n"));
  const std::string tree_only = render_verification_text({kExpectation, std::nullopt, {}});
  CHECK(tree_only.starts_with("the tree is as init left it"));
}

TEST_CASE("JSON has each count under a stable name") {
  const dify::Verification verification = verified(kLog, kExpectation);
  CHECK(
      render_verification_json({kExpectation, verification, verification.findings}) ==
      R"j({"schema":1,"verified":false,"expected":{"upstream":"192.168.0.1","everything":false,)j"
      R"j("domains":[".openai.com"],"direct":[]},"lines":{"access":3,"messages":0,"other":0},)j"
      R"j("stops":[],"upstream_addresses":["192.168.0.1"],"hosts":[{"host":"b.openai.com",)j"
      R"j("expected":"upstream","upstream":0,"direct":0,"failed":1,"denied":0,"other_peer":0,)j"
      R"j("cached":0,"unanswered":0,"verdict":"failed"},{"host":"api.openai.com",)j"
      R"j("expected":"upstream","upstream":1,"direct":0,"failed":0,"denied":0,"other_peer":0,)j"
      R"j("cached":0,"unanswered":0,"verdict":"as_configured"},{"host":"example.com",)j"
      R"j("expected":"direct","upstream":0,"direct":1,"failed":0,"denied":0,"other_peer":0,)j"
      R"j("cached":0,"unanswered":0,"verdict":"as_configured"}],"findings":[)j"
      R"j({"name":"listed_failed","severity":"warning","subject":"b.openai.com","message":)j"
      R"j("b.openai.com failed 1 of 1 times: squid holds the upstream for dead and may not go )j"
      R"j(direct (once)","advice":"start the upstream, and check host and port given to dify init; )j"
      R"j(a name that could not be looked up when squid started needs a restart of ssrf_proxy"}]})j"
      "\n");
  CHECK(render_verification_json({kExpectation, std::nullopt, {}}) ==
        R"j({"schema":1,"verified":true,"expected":{"upstream":"192.168.0.1","everything":false,)j"
        R"j("domains":[".openai.com"],"direct":[]},"findings":[]})j"
        "\n");
}
