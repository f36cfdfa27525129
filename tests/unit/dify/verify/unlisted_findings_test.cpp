// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/unlisted_findings.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv::dify;

namespace {

const Wording kWording(ComposeCommands{}, "ssrf_proxy");

JudgedHost missed(std::string host, Cause cause, std::size_t count, Verdict verdict) {
  JudgedHost judged{std::move(host), false, {}, verdict};
  judged.counts.causes[cause] = count;
  return judged;
}

JudgedHost reached(std::string host) {
  return {std::move(host), false, {}, Verdict::as_configured};
}

std::string texts(const std::vector<VerifyFinding>& findings) {
  std::string text;
  for (const VerifyFinding& finding : findings) {
    text.append(row_of(finding.kind).name).append(": ").append(finding.message).append("\n");
  }
  return text;
}

}  // namespace

TEST_CASE("hosts that are not listed and were not reached are told by their causes") {
  struct Row {
    std::vector<JudgedHost> hosts;
    std::string_view findings;
  };
  JudgedHost listed = missed("x.test", Cause::name_unknown, 1, Verdict::failed);
  listed.listed = true;
  std::vector<JudgedHost> many;
  for (int i = 0; i < 10; ++i) {
    many.push_back(missed(std::to_string(i), Cause::guard_denied, 1, Verdict::denied));
  }
  const Row rows[] = {
      {{}, ""},
      {{listed}, ""},
      {{missed("a.test", Cause::name_unknown, 3, Verdict::failed),
        missed("b.test", Cause::name_unknown, 1, Verdict::failed)},
       "unlisted_failed: not listed: a.test (3 times), b.test (once): squid found no address for "
       "the name\n"},
      {{missed("a.test", Cause::host_unreachable, 2, Verdict::as_configured)},
       "unlisted_failed: not listed: a.test (twice): squid went to the host directly, and it did "
       "not answer\n"},
      {{missed("a.test", Cause::upstream_unreachable, 2, Verdict::through_upstream)}, ""},
      {many,
       "unlisted_denied: not listed: 0 (once), 1 (once), 2 (once), 3 (once), 4 (once), 5 (once), "
       "6 (once), 7 (once) and 2 more: the SSRF guard refused it: the name has a private address "
       "here\n"},
      {{missed("files.pythonhosted.org", Cause::port_denied, 1, Verdict::denied)},
       "plugins_blocked: installing plugins needs files.pythonhosted.org, and no request got "
       "there\nunlisted_denied: not listed: files.pythonhosted.org (once): CONNECT to a port other "
       "than 443 is refused in every release of Dify\n"},
      {{missed("pypi.org", Cause::host_unreachable, 1, Verdict::as_configured)},
       "unlisted_failed: not listed: pypi.org (once): squid went to the host directly, and it did "
       "not answer\n"},
      {{missed("pypi.org", Cause::host_unreachable, 1, Verdict::failed),
        reached("mirrors.aliyun.com.test")},
       "plugins_blocked: installing plugins needs pypi.org, and no request got there\n"
       "unlisted_failed: not listed: pypi.org (once): squid went to the host directly, and it did "
       "not answer\n"},
      {{missed("pypi.org", Cause::host_unreachable, 1, Verdict::failed),
        reached("mirrors.aliyun.com")},
       "unlisted_failed: not listed: pypi.org (once): squid went to the host directly, and it did "
       "not answer\n"},
      {{missed("files.pythonhosted.org", Cause::host_unreachable, 1, Verdict::failed),
        missed("pypi.org", Cause::host_unreachable, 1, Verdict::failed),
        reached("pypi.tuna.tsinghua.edu.cn")},
       "plugins_blocked: installing plugins needs files.pythonhosted.org, and no request got "
       "there\nunlisted_failed: not listed: files.pythonhosted.org (once), pypi.org (once): squid "
       "went to the host directly, and it did not answer\n"},
      {{missed("pypi.org", Cause::host_unreachable, 1, Verdict::failed),
        missed("mirrors.aliyun.com", Cause::host_unreachable, 1, Verdict::failed)},
       "plugins_blocked: installing plugins needs pypi.org, and no request got there\n"
       "unlisted_failed: not listed: pypi.org (once), mirrors.aliyun.com (once): squid went to the "
       "host directly, and it did not answer\n"},
      {{missed("pypi.org.test", Cause::host_unreachable, 1, Verdict::failed)},
       "unlisted_failed: not listed: pypi.org.test (once): squid went to the host directly, and it "
       "did not answer\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.findings);
    CHECK(texts(explain_unlisted(row.hosts, kWording)) == row.findings);
  }
}

// The daemon installs from the URLs in a plugin's uv.lock, whatever PIP_MIRROR_URL says (0.5.5 to
// 0.6.2, prepareSyncArgs: --frozen).
TEST_CASE("the advice to use a mirror says what to do about locked dependencies") {
  const auto findings = explain_unlisted(
      std::vector{missed("pypi.org", Cause::host_unreachable, 1, Verdict::failed)}, kWording);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].advice.find("PIP_MIRROR_URL") != std::string::npos);
  CHECK(findings[0].advice.find("PLUGIN_IGNORE_UV_LOCK=true") != std::string::npos);
}

TEST_CASE("no advice about hosts that are not listed opens the guard") {
  for (const Cause cause : {Cause::guard_denied, Cause::port_denied, Cause::client_denied}) {
    const auto findings =
        explain_unlisted(std::vector{missed("10.0.0.5", cause, 1, Verdict::denied)}, kWording);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].advice.find("--exempt") == std::string::npos);
  }
}
