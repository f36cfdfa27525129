// SPDX-License-Identifier: Apache-2.0
// grpc_proxy and no_grpc_proxy: rows show only these two lines.
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

struct Row {
  Lines environment;
  Lines grpc;
  std::string_view why;
};

void check_rows(const std::vector<Row>& rows, const Policy& policy = {}) {
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Lines lines = changes_of(make_plan(Environment::own(row.environment), policy));
    std::erase_if(lines, [](const std::string& line) {
      const std::string name = line.substr(0, line.find(' '));
      return name != "grpc_proxy" && name != "GRPC_PROXY" && name != "no_grpc_proxy";
    });
    CHECK(joined(lines) == joined(row.grpc));
  }
}

}  // namespace

TEST_CASE("grpc_proxy takes what gRPC would pick") {
  const std::string loopback =
      "no_proxy=localhost,127.0.0.1";  // so that no_grpc_proxy is not needed
  check_rows({
      {{loopback, "HTTPS_PROXY=http://p:1"},
       {"grpc_proxy set grpc_choice =http://p:1"},
       "https, copied down first"},
      {{loopback, "HTTPS_PROXY=http://p:1", "HTTP_PROXY=http://q:1"},
       {"grpc_proxy set grpc_choice =http://p:1"},
       "https before http"},
      {{loopback, "HTTP_PROXY=http://q:1"},
       {"grpc_proxy set grpc_choice =http://q:1"},
       "http where no https spelling exists at all"},
      {{loopback, "https_proxy=", "HTTP_PROXY=http://q:1"},
       {},
       "an empty https_proxy ends gRPC's search"},
      {{loopback, "https_proxy=\"\"", "HTTP_PROXY=http://q:1"},
       {"grpc_proxy set grpc_choice =http://q:1"},
       "an https_proxy that says nothing is removed, and then does not exist"},
      {{loopback, "HTTPS_PROXY=socks5://s:1", "HTTP_PROXY=http://q:1"},
       {},
       "an https spelling exists, unusable for gRPC"},
      {{loopback, "https_proxy=http://p"}, {}, "no port: clients differ in what they take"},
      {{loopback, "https_proxy=https://p:1"}, {}, "gRPC speaks no TLS to a proxy"},
      {{loopback, "https_proxy=http://a:1", "HTTPS_PROXY=http://b:1"},
       {"grpc_proxy set grpc_choice =http://a:1"},
       "in a conflict gRPC reads the lower one"},
      {{loopback, "https_proxy=http://a:1", "https_proxy=http://b:1"},
       {},
       "a name that stands twice: who knows which"},
      {{"NO_PROXY=*", "https_proxy=http://p:1"}, {}, "everything is exempt"},
      {{loopback, "ALL_PROXY=http://p:1"}, {}, "gRPC does not read ALL_PROXY"},
      {{loopback, "REQUEST_METHOD=GET", "HTTP_PROXY=http://evil:1"}, {}, "CGI: never a source"},
      {{loopback, "REQUEST_METHOD=GET", "http_proxy=http://p:1"},
       {"grpc_proxy set grpc_choice =http://p:1"},
       "CGI: the lower one cannot be forged"},
  });
}

TEST_CASE("a grpc_proxy that is set stays, repaired at most") {
  const std::string loopback = "no_proxy=localhost,127.0.0.1";
  check_rows({
      {{loopback, "grpc_proxy=http://g:1", "HTTPS_PROXY=http://p:1"},
       {"grpc_proxy keep grpc_decided"},
       "set"},
      {{loopback, "grpc_proxy=", "HTTPS_PROXY=http://p:1"},
       {"grpc_proxy keep grpc_decided"},
       "set but empty: no proxy for gRPC"},
      {{loopback, "grpc_proxy=\"g:1\""}, {"grpc_proxy set repaired =http://g:1"}, "repaired"},
      {{loopback, "grpc_proxy=http://"}, {"grpc_proxy keep unusable_value"}, "unusable"},
      {{loopback, "grpc_proxy=http://a:1", "grpc_proxy=http://b:1"},
       {"grpc_proxy keep spellings_conflict"},
       "twice"},
  });
}

TEST_CASE("GRPC_PROXY is a source only when it holds a whole URL") {
  const std::string loopback = "no_proxy=localhost,127.0.0.1";
  check_rows({
      {{loopback, "GRPC_PROXY=http://g:1", "HTTPS_PROXY=http://p:1"},
       {"grpc_proxy set grpc_choice =http://g:1", "GRPC_PROXY keep source_only"},
       "whole"},
      {{loopback, "GRPC_PROXY=g:1", "HTTPS_PROXY=http://p:1"},
       {"grpc_proxy set grpc_choice =http://p:1", "GRPC_PROXY keep source_only"},
       "no scheme: not used, and not repaired, since no client reads it"},
      {{loopback, "GRPC_PROXY=\"http://g:1\""}, {"GRPC_PROXY keep source_only"}, "quoted"},
      {{loopback, "GRPC_PROXY="}, {"GRPC_PROXY keep source_only"}, "empty"},
      {{loopback, "grpc_proxy=http://a:1", "GRPC_PROXY=http://b:1"},
       {"grpc_proxy keep grpc_decided", "GRPC_PROXY keep source_only"},
       "no conflict: only one of them is read"},
  });
}

TEST_CASE("no_grpc_proxy is produced only where it prevents harm") {
  const std::string proxy = "HTTPS_PROXY=http://p:1";
  const std::string choice = "grpc_proxy set grpc_choice =http://p:1";
  check_rows({
      {{proxy},
       {choice, "no_grpc_proxy set grpc_exemptions =localhost,127.0.0.1"},
       "gRPC becomes proxied: a local sidecar must stay reachable"},
      {{"https_proxy=http://p:1"}, {choice}, "gRPC was proxied before: nothing changes for it"},
      {{proxy, "NO_PROXY=a"},
       {choice, "no_grpc_proxy set grpc_exemptions =a,localhost,127.0.0.1"},
       "with the list"},
      {{proxy, "NO_PROXY=a,localhost,127.0.0.0/8"}, {choice}, "the list names loopback, both ways"},
      {{proxy, "NO_PROXY=127.0.0.1"},
       {choice, "no_grpc_proxy set grpc_exemptions =127.0.0.1,localhost"},
       "by address alone: gRPC compares text, localhost is another"},
      {{proxy, "NO_PROXY=localhost,::1"},
       {choice, "no_grpc_proxy set grpc_exemptions =localhost,::1,127.0.0.1"},
       "by name alone"},
      {{"https_proxy=http://p:1", "NO_PROXY=*.a,b"},
       {choice, "no_grpc_proxy set grpc_exemptions =.a,b"},
       "a form that gRPC cannot read"},
      {{proxy, "NO_PROXY=*.a,b"},
       {choice, "no_grpc_proxy set grpc_exemptions =.a,b,localhost,127.0.0.1"},
       "both"},
      {{"https_proxy=http://p:1", "NO_PROXY=.a,b,10.0.0.0/8"}, {choice}, "forms that gRPC reads"},
      {{"NO_PROXY=*.a"}, {}, "gRPC is not proxied"},
      {{"HTTPS_PROXY=socks5://p:1", "NO_PROXY=*.a"}, {}, "nor by a proxy it cannot use"},
      {{proxy, "no_grpc_proxy=x"}, {choice, "no_grpc_proxy keep grpc_decided"}, "one that is set"},
      {{proxy, "no_grpc_proxy="}, {choice, "no_grpc_proxy keep grpc_decided"}, "even empty"},
      {{proxy, "no_grpc_proxy=a, "},
       {choice, "no_grpc_proxy set repaired =a"},
       "repaired: a blank entry exempts every host in gRPC"},
      {{proxy, "no_grpc_proxy= , "},
       {choice, "no_grpc_proxy set grpc_exemptions =localhost,127.0.0.1"},
       "one that says nothing counts as missing"},
      {{"https_proxy=http://p:1", "no_grpc_proxy= , "},
       {choice, "no_grpc_proxy unset cleans_to_nothing"},
       "or is removed"},
      {{proxy, "grpc_proxy="},
       {"grpc_proxy keep grpc_decided", "no_grpc_proxy set grpc_exemptions =localhost,127.0.0.1"},
       "C-core's own switch is off, but grpc-js passes over it"},
      {{"https_proxy=HTTP://p:1"},
       {choice},
       "gRPC from 1.73 on reads the upper-case scheme: nothing becomes proxied"},
      {{"https_proxy=\"http://p:1\""},
       {choice, "no_grpc_proxy set grpc_exemptions =localhost,127.0.0.1"},
       "gRPC went direct on the quoted value, and is proxied by its repair"},
  });
}

TEST_CASE("option --loopback-proxy reaches gRPC") {
  Policy policy;
  policy.loopback_proxy = "gw";
  const auto grpc_lines = [&](const Lines& environment) {
    std::string lines;
    for (const std::string& line : changes_of(make_plan(Environment::own(environment), policy))) {
      if (line.starts_with("grpc_proxy") || line.starts_with("GRPC_PROXY")) {
        lines.append(line).append("\n");
      }
    }
    return lines;
  };
  CHECK(grpc_lines({"HTTPS_PROXY=http://localhost:1"}) ==
        "grpc_proxy set grpc_choice =http://gw:1\n");
  CHECK(grpc_lines({"grpc_proxy=http://127.1.2.3:1", "HTTPS_PROXY=http://q:1"}) ==
        "grpc_proxy set option_loopback_proxy =http://gw:1\n");
  CHECK(grpc_lines({"grpc_proxy=http://p:1"}) == "grpc_proxy keep grpc_decided\n");
  CHECK(grpc_lines({"GRPC_PROXY=http://localhost:1"}) ==
        "grpc_proxy set grpc_choice =http://gw:1\n"
        "GRPC_PROXY set option_loopback_proxy =http://gw:1\n");
  CHECK(grpc_lines({"GRPC_PROXY=localhost:1"}) == "GRPC_PROXY keep source_only\n");
}

TEST_CASE("options reach gRPC") {
  Policy exempt;
  exempt.exempt = {"*.x", "y"};
  check_rows(
      {
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=localhost,127.0.0.1"},
           {"grpc_proxy set grpc_choice =http://p:1",
            "no_grpc_proxy set grpc_exemptions =localhost,127.0.0.1,.x,y"},
           "--exempt through the list, in gRPC's dialect"},
          {{"HTTPS_PROXY=http://p:1", "no_grpc_proxy=a,Y"},
           {"grpc_proxy set grpc_choice =http://p:1", "no_grpc_proxy set option_exempt =a,y,.x"},
           "--exempt extends a list that is set"},
      },
      exempt);
  Policy proxy;
  proxy.proxy = "http://d:1";
  check_rows({{{},
               {"grpc_proxy set grpc_choice =http://d:1",
                "no_grpc_proxy set grpc_exemptions =localhost,127.0.0.1"},
               "--proxy"}},
             proxy);
  Policy only_grpc;
  only_grpc.only = FamilySelection::none();
  only_grpc.only.add(Family::grpc);
  only_grpc.only.add(Family::no_grpc);
  check_rows({{{"HTTPS_PROXY=http://p:1", "NO_PROXY=localhost,127.0.0.1"},
               {"grpc_proxy set grpc_choice =http://p:1",
                "no_grpc_proxy set grpc_exemptions =localhost,127.0.0.1"},
               "--only grpc: NO_PROXY is a source, and gRPC would not see it"},
              {{"HTTPS_PROXY=http://p:1", "no_proxy=localhost,127.0.0.1"},
               {"grpc_proxy set grpc_choice =http://p:1"},
               "no_proxy it sees"}},
             only_grpc);
  Policy only_https;
  only_https.only = FamilySelection::none();
  only_https.only.add(Family::https);
  check_rows({{{"HTTPS_PROXY=http://p:1"}, {}, "--only https"}}, only_https);
}
