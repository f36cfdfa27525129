// SPDX-License-Identifier: Apache-2.0
// The lines and findings that --also adds to a plan for JAVA_TOOL_OPTIONS and NODE_USE_ENV_PROXY,
// one row each.
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan/plan.hpp"
#include "support/plan_text_form.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

Policy also(ToldClient client) {
  Policy policy;
  policy.also.add(client);
  return policy;
}

struct Row {
  Lines environment;
  std::string line;  // empty: none
  Lines findings;
  std::string_view why;
};

void check_rows(const std::vector<Row>& rows, const ToldClientRow& asked, const Policy& policy) {
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Plan plan = make_plan(Environment::own(row.environment), policy);
    Lines lines = changes_of(plan);
    std::erase_if(lines,
                  [&](const std::string& line) { return !line.starts_with(asked.variable); });
    CHECK(joined(lines) == (row.line.empty() ? "" : row.line + "\n"));
    std::vector<Finding> findings = plan.findings;
    std::erase_if(findings, [&](const Finding& it) { return it.variable != asked.variable; });
    CHECK(joined(lines_of(findings)) == joined(row.findings));
  }
}

constexpr const ToldClientRow& row_of(ToldClient client) {
  return kToldClients[static_cast<std::size_t>(client)];
}
constexpr const ToldClientRow& kElectron = row_of(ToldClient::electron);
constexpr const ToldClientRow& kJava = row_of(ToldClient::java);
constexpr const ToldClientRow& kNode = row_of(ToldClient::node);
const std::string kSetJava = "JAVA_TOOL_OPTIONS set option_also =";
const std::string kHttps = "-Dhttps.proxyHost=p -Dhttps.proxyPort=1";

}  // namespace

TEST_CASE("option --also java tells what the variables say") {
  check_rows(
      {
          {{}, "", {}, "no proxy"},
          {{"JAVA_TOOL_OPTIONS=-Xmx1g"}, "JAVA_TOOL_OPTIONS keep also_no_proxy", {}, "no proxy"},
          {{"JAVA_TOOL_OPTIONS='", "NO_PROXY=a"},
           "JAVA_TOOL_OPTIONS keep also_no_proxy",
           {},
           "no proxy, so options that cannot be read are nobody's business here"},
          {{"HTTPS_PROXY=http://p:1"}, kSetJava + kHttps, {}, "https"},
          {{"http_proxy=http://q:2"},
           kSetJava + "-Dhttp.proxyHost=q -Dhttp.proxyPort=2",
           {},
           "http does not serve https in the variables either"},
          {{"http_proxy=q:2", "HTTPS_PROXY=' http://p:1/'"},
           kSetJava + "-Dhttp.proxyHost=q -Dhttp.proxyPort=2 " + kHttps,
           {},
           "after repair"},
          {{"ALL_PROXY=http://p:1"},
           kSetJava + "-Dhttp.proxyHost=p -Dhttp.proxyPort=1 " + kHttps,
           {},
           "ALL_PROXY speaks for families that say nothing"},
          {{"ALL_PROXY=http://p:1", "http_proxy="}, kSetJava + kHttps, {}, "empty says something"},
          {{"https_proxy=http://[fd00::1]:1"},
           kSetJava + "-Dhttps.proxyHost=fd00::1 -Dhttps.proxyPort=1",
           {},
           "IPv6"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=a.test, 10.0.0.0/8"},
           kSetJava + kHttps + " -Dhttp.nonProxyHosts=a.test|*.a.test|10.*",
           {},
           "a list"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=a:80"},
           kSetJava + kHttps,
           {"also_entries_left_out JAVA_TOOL_OPTIONS"},
           "a list that Java has no words for: its own default exempts loopback"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=*"}, "", {}, "everything is exempt"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=http://alice:a,s3cret,b@proxy:3128"},
           "",
           {"also_not_written JAVA_TOOL_OPTIONS"},
           "pieces of a password may stand in the list"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=http://alice:a,s3cret"},
           "",
           {"also_not_written JAVA_TOOL_OPTIONS"},
           "likewise, the end of the URL forgotten"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=alice:a;s3cret;b%2540proxy:3128"},
           "",
           {"also_not_written JAVA_TOOL_OPTIONS"},
           "likewise, encoded"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=*", "JAVA_TOOL_OPTIONS=-Xmx1g"},
           "JAVA_TOOL_OPTIONS keep list_exempts_everything",
           {},
           "everything is exempt, with a line"},
          {{"HTTPS_PROXY=http://u:s@p:1"},
           kSetJava + kHttps,
           {"also_credentials JAVA_TOOL_OPTIONS"},
           "never credentials"},
          {{"JAVA_TOOL_OPTIONS=", "HTTPS_PROXY=http://p:1"}, kSetJava + kHttps, {}, "empty"},
          {{"JAVA_TOOL_OPTIONS=-Xmx1g '-Dx=a b' ", "HTTPS_PROXY=http://p:1"},
           kSetJava + "-Xmx1g '-Dx=a b'  " + kHttps,
           {},
           "what was there stays byte for byte"},
          {{"JAVA_TOOL_OPTIONS=-a", "JAVA_TOOL_OPTIONS=-a", "HTTPS_PROXY=http://p:1"},
           kSetJava + "-a " + kHttps,
           {},
           "twice the same"},
      },
      kJava, also(ToldClient::java));
}

TEST_CASE("option --also java leaves what somebody decided") {
  const Lines proxy = {"HTTPS_PROXY=http://p:1"};
  const auto with = [&](std::string entry) {
    Lines lines = proxy;
    lines.push_back(std::move(entry));
    return lines;
  };
  const std::string keep = "JAVA_TOOL_OPTIONS keep also_decided";
  check_rows(
      {
          {with("JAVA_TOOL_OPTIONS=" + kHttps), keep, {}, "what an outer proxyenv wrote"},
          {with("JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=q"), keep, {}, "http"},
          {with("JAVA_TOOL_OPTIONS=-Dhttps.proxyHost="), keep, {}, "set to nothing"},
          {with("JAVA_TOOL_OPTIONS=-D'https.proxyHost'=q"), keep, {}, "in quotes"},
          {with("JAVA_TOOL_OPTIONS=-DproxyHost=q"), keep, {}, "the old name"},
          {with("JAVA_TOOL_OPTIONS=-DsocksProxyHost=q"), keep, {}, "SOCKS"},
          {with("JAVA_TOOL_OPTIONS=-Dhttp.nonProxyHosts=a"), keep, {}, "exemptions"},
          {with("JAVA_TOOL_OPTIONS=-Djava.net.useSystemProxies=true"), keep, {}, "the system's"},
          {with("_JAVA_OPTIONS=-Dhttps.proxyHost=q"), "", {}, "another variable of the JVM"},
          {with("JDK_JAVA_OPTIONS=-Dhttps.proxyHost=q"), "", {}, "the launcher's"},
          {with("JAVA_TOOL_OPTIONS=-Dhttps.proxyHostess=q"),
           kSetJava + "-Dhttps.proxyHostess=q " + kHttps,
           {},
           "another name"},
          {with("JAVA_TOOL_OPTIONS=-Dx='a -Dhttps.proxyHost=q'"),
           kSetJava + "-Dx='a -Dhttps.proxyHost=q' " + kHttps,
           {},
           "a part of another value"},
          {with("JAVA_OPTS=-Dhttps.proxyHost=q"), kSetJava + kHttps, {}, "no variable of the JVM"},
      },
      kJava, also(ToldClient::java));
}

TEST_CASE("option --also java writes nothing that is in doubt, and says why") {
  const Lines why = {"also_not_written JAVA_TOOL_OPTIONS"};
  check_rows(
      {
          {{"http_proxy=http://p:1", "HTTP_PROXY=http://q:1"}, "", why, "a conflict"},
          {{"http_proxy=http://p:1", "HTTP_PROXY=http://q:1", "HTTPS_PROXY=http://p:1"},
           kSetJava + kHttps,
           why,
           "of http alone"},
          {{"HTTPS_PROXY=http://p:1", "no_proxy=a", "NO_PROXY=b"}, "", why, "of the lists"},
          {{"HTTPS_PROXY=http://p:1", "no_proxy=a", "NO_PROXY=a", "NO_PROXY=b"},
           "",
           why,
           "of one that stands twice"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=a # b"}, "", why, "a list with a fault"},
          {{"HTTPS_PROXY=http://p:1", "https_proxy=http://q:1", "JAVA_TOOL_OPTIONS=-Xmx1g"},
           "JAVA_TOOL_OPTIONS keep also_not_written",
           why,
           "with a line"},
          {{"HTTPS_PROXY=http://p"}, "", why, "no port"},
          {{"HTTPS_PROXY=https://p:1"}, "", why, "TLS to the proxy"},
          {{"ALL_PROXY=socks5://p:1"}, "", why, "SOCKS would take every connection of the JVM"},
          {{"HTTPS_PROXY=http://p:1 -Dx=y"}, "", why, "no host, no injection"},
          {{"HTTPS_PROXY=http://p:1' -agentpath:/x '"}, "", why, "quotes"},
          {{"HTTPS_PROXY=http://p\n-Dx=y:1"}, "", why, "a line end"},
          {{"HTTPS_PROXY=http://p:1", "JAVA_TOOL_OPTIONS=-Dx='"},
           "JAVA_TOOL_OPTIONS keep also_not_written",
           why,
           "no JVM starts with that"},
          {{"HTTPS_PROXY=http://p:1", "_JAVA_OPTIONS=\""}, "", why, "nor with that"},
          {{"HTTPS_PROXY=http://p:1", "JAVA_TOOL_OPTIONS=-a", "JAVA_TOOL_OPTIONS=-b"},
           "JAVA_TOOL_OPTIONS keep also_not_written",
           why,
           "twice, with different values: one would be lost"},
          {{"REQUEST_METHOD=GET", "HTTP_PROXY=http://evil:1"}, "", {}, "CGI: nobody says it"},
      },
      kJava, also(ToldClient::java));
  Policy policy = also(ToldClient::java);
  policy.fill_empty = false;
  check_rows({{{"https_proxy=", "HTTPS_PROXY=http://p:1"}, "", why, "--empty keep: one is empty"}},
             kJava, policy);
  policy = also(ToldClient::java);
  policy.repair = false;
  check_rows({{{"HTTPS_PROXY=p:1"}, "", why, "--repair off: it cannot be read as it stands"},
              {{"HTTPS_PROXY=http://p:1", "NO_PROXY=a, b"}, "", why, "nor can a list"}},
             kJava, policy);
  policy = also(ToldClient::java);
  policy.loopback_proxy = "gw";
  check_rows({{{"HTTPS_PROXY=http://localhost:1"},
               kSetJava + "-Dhttps.proxyHost=gw -Dhttps.proxyPort=1",
               {},
               "--loopback-proxy comes first"}},
             kJava, policy);
  policy.only = FamilySelection::none();
  policy.only.add(Family::http);
  check_rows({{{"HTTPS_PROXY=http://p:1"}, kSetJava + kHttps, {}, "--only is about families"},
              {{"HTTPS_PROXY=http://localhost:1"},
               kSetJava + "-Dhttps.proxyHost=gw -Dhttps.proxyPort=1",
               {},
               "which remain sources"}},
             kJava, policy);
}

TEST_CASE("an option line that Java 8 would ignore is told") {
  const std::string long_list = "NO_PROXY=" + std::string(220, 'a') + "," + std::string(220, 'b');
  const Plan plan =
      make_plan(Environment::own({"HTTPS_PROXY=http://p:1", long_list}), also(ToldClient::java));
  CHECK(plan.changes.back().after->with_credentials().size() < 1024);
  const Plan longer = make_plan(
      Environment::own({"HTTPS_PROXY=http://p:1", long_list + "," + std::string(220, 'c')}),
      also(ToldClient::java));
  CHECK(joined(lines_of(plan.findings)).find("also_too_long") == std::string::npos);
  CHECK(joined(lines_of(longer.findings)).find("also_too_long JAVA_TOOL_OPTIONS") !=
        std::string::npos);
}

TEST_CASE("option --also maven adds Maven's properties to what java gets, and only there") {
  const std::string connector = "-Daether.connector.http.useSystemProperties";
  const std::string transport = "-Daether.transport.apache.useSystemProperties";
  const std::string both = " " + connector + "=true " + transport + "=true";
  const Lines proxy = {"HTTPS_PROXY=http://p:1"};
  const auto with = [&](std::string options) {
    return Lines{proxy.front(), "JAVA_TOOL_OPTIONS=" + std::move(options)};
  };
  const std::string own = "-Dhttps.proxyHost=q -Dhttps.proxyPort=2";
  const std::vector<Row> rows = {
      {proxy, kSetJava + kHttps + both, {}, "all that java gets, and the properties"},
      {{"HTTPS_PROXY=http://p:1", "NO_PROXY=a.test"},
       kSetJava + kHttps + " -Dhttp.nonProxyHosts=a.test|*.a.test" + both,
       {},
       "Maven reads the exemptions, too"},
      {{}, "", {}, "no proxy"},
      {{"HTTPS_PROXY=http://p:1", "NO_PROXY=*"}, "", {}, "everything is exempt"},
      {with(own),
       "JAVA_TOOL_OPTIONS keep also_decided",
       {},
       "a proxy that somebody wrote stays alone"},
      {with(connector + "=false"),
       kSetJava + connector + "=false " + kHttps + " " + transport + "=true",
       {},
       "a property that somebody set stays"},
      {with(connector),
       kSetJava + connector + " " + kHttps + " " + transport + "=true",
       {},
       "bare"},
      {with(connector + "X=1"),
       kSetJava + connector + "X=1 " + kHttps + both,
       {},
       "one whose name only begins so"},
      {{"HTTPS_PROXY=socks5://p:1"},
       "",
       {"also_not_written JAVA_TOOL_OPTIONS"},
       "where java gets nothing, Maven gets nothing"},
  };
  check_rows(rows, kJava, also(ToldClient::maven));
  Policy policy = also(ToldClient::maven);
  policy.also.add(ToldClient::java);
  check_rows(rows, kJava, policy);
}

TEST_CASE("option --also electron switches the environment's proxies on, unless somebody decided") {
  const std::string set = "ELECTRON_GET_USE_PROXY set option_also =true";
  const std::string decided = "ELECTRON_GET_USE_PROXY keep also_decided";
  const Lines doubt = {"also_not_written ELECTRON_GET_USE_PROXY"};
  check_rows(
      {
          {{}, "", {}, "no proxy"},
          {{"ALL_PROXY=http://p:1"}, "", {}, "it does not read this one"},
          {{"HTTPS_PROXY=http://p:1"}, set, {}, "https"},
          {{"http_proxy=http://p:1", "NO_PROXY=a.test"}, set, {}, "http, and a list"},
          {{"HTTPS_PROXY=http://p:1", "ELECTRON_GET_USE_PROXY="}, decided, {}, "switched off"},
          {{"HTTPS_PROXY=http://p:1", "ELECTRON_GET_USE_PROXY=1"}, decided, {}, "on"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=*"}, "", {}, "everything is exempt"},
          {{"HTTPS_PROXY=http://p:1", "HTTP_PROXY=http://p:1", "REQUEST_METHOD=GET"},
           "",
           doubt,
           "a request may have made HTTP_PROXY"},
          {{"HTTPS_PROXY=http://p:1", "https_proxy=http://q:1"}, "", doubt, "two proxies"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=a", "no_proxy=b"}, "", doubt, "two lists"},
      },
      kElectron, also(ToldClient::electron));
}

TEST_CASE("option --also node switches the environment's proxies on, unless somebody decided") {
  const std::string set = "NODE_USE_ENV_PROXY set option_also =1";
  const std::string decided = "NODE_USE_ENV_PROXY keep also_decided";
  const Lines why = {"also_not_written NODE_USE_ENV_PROXY"};
  check_rows(
      {
          {{}, "", {}, "no proxy"},
          {{"NO_PROXY=a"}, "", {}, "no proxy"},
          {{"ALL_PROXY=http://p:1"}, "", {}, "Node does not read ALL_PROXY"},
          {{"HTTPS_PROXY=http://u:p@p:1"}, set, {}, "a proxy"},
          {{"http_proxy=https://p"}, set, {}, "Node speaks TLS to a proxy"},
          {{"HTTPS_PROXY=http://p:1", "NODE_USE_ENV_PROXY=1"}, decided, {}, "on already"},
          {{"HTTPS_PROXY=http://p:1", "NODE_USE_ENV_PROXY=0"}, decided, {}, "off"},
          {{"HTTPS_PROXY=http://p:1", "NODE_USE_ENV_PROXY="}, decided, {}, "empty is off, too"},
          {{"HTTPS_PROXY=http://p:1", "NODE_OPTIONS=--use-env-proxy"}, "", {}, "on by a flag"},
          {{"HTTPS_PROXY=http://p:1", "NODE_OPTIONS=--no-use-env-proxy"}, "", why, "off by a flag"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=a,*"}, "", {}, "everything is exempt"},
          {{"HTTPS_PROXY=socks5://p:1"}, "", why, "Node fails at start"},
          {{"HTTPS_PROXY=http://p:1", "http_proxy=none"}, "", why, "Node fails at start"},
          {{"HTTPS_PROXY=http://10.0.0.256:1"}, "", why, "no URL to WHATWG"},
          {{"HTTPS_PROXY=http://p:1/path"}, "", why, "undici takes no path"},
          {{"HTTPS_PROXY=http://10.0.0.255:1"}, set, {}, "an address"},
          {{"HTTPS_PROXY=http://u:%ff@p:1"}, "", why, "no UTF-8"},
          {{"HTTPS_PROXY=http://xn--p:1"}, "", why, "Punycode may be invalid"},
          {{"http_proxy=http://p:1", "HTTP_PROXY=http://q:1"}, "", why, "a conflict"},
          {{"HTTPS_PROXY=http://p:1", "no_proxy=a", "NO_PROXY=b"}, "", why, "of the lists"},
          {{"REQUEST_METHOD=", "HTTP_PROXY=http://e:1", "https_proxy=http://p:1"},
           "",
           why,
           "CGI: Node reads HTTP_PROXY there"},
          {{"REQUEST_METHOD=", "https_proxy=http://p:1"}, "", why, "CGI, whatever the request"},
      },
      kNode, also(ToldClient::node));
}

TEST_CASE("messages hold no credentials, and options that are no proxy's do not show") {
  Policy policy = also(ToldClient::java);
  policy.also.add(ToldClient::node);
  const Plan plan =
      make_plan(Environment::own({"HTTPS_PROXY=http://u:s3cret@p:1", "NO_PROXY=a,b:80",
                                  "JAVA_TOOL_OPTIONS=-Dpassword=s3cret -Dx=1"}),
                policy);
  std::string text;
  for (const Finding& finding : plan.findings) text.append(finding.message).append("\n");
  for (const Change& change : plan.changes) text.append(change.detail).append("\n");
  CHECK(text.find("s3cret") == std::string::npos);
  CHECK(text.find("names the proxy without the credentials of https_proxy: every JVM prints its "
                  "options") != std::string::npos);
  const Change& java = plan.changes[plan.changes.size() - 2];
  CHECK(java.family == "java");
  CHECK(java.before->redacted() == "(23 bytes, not shown)");
  CHECK(java.after->redacted() ==
        "(23 bytes, not shown) -Dhttps.proxyHost=p -Dhttps.proxyPort=1 "
        "-Dhttp.nonProxyHosts=a|*.a");
}
