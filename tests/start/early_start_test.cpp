// SPDX-License-Identifier: Apache-2.0
// The early start against the full program, over generated situations, and rows that show what it
// takes and what it leaves to the full program.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "laws/settings.hpp"
#include "start/comparison.hpp"
#include "start/situations.hpp"

using namespace proxyenv::testing;

namespace {

Situation situation_of(Strings environment) {
  return {{"proxyenv", "--", "nonexistent"}, std::move(environment)};
}

void check_taken(const Situation& situation, bool taken) {
  const Comparison comparison = compare(situation);
  INFO(described(situation));
  CHECK(comparison.trouble == "");
  CHECK(comparison.taken == taken);
}

}  // namespace

TEST_CASE("the early start does what the full program does") {
  MESSAGE("seed " << seed() << ", " << environment_count() << " situations");
  Situations situations(seed());
  std::uint64_t taken = 0;
  int failures = 0;
  for (std::uint64_t i = 0; i < environment_count() && failures < 3; ++i) {
    const Situation situation = situations.next();
    const Comparison comparison = compare(situation);
    if (comparison.taken) ++taken;
    if (!comparison.trouble.empty()) ++failures;
    INFO(described(situation));
    CHECK(comparison.trouble == "");
  }
  MESSAGE("taken: " << taken << " of " << environment_count());
  // Otherwise the comparison would say little.
  CHECK(taken * 8 > environment_count());
}

TEST_CASE("the early start takes 95 percent of the environments in which there is nothing to say") {
  constexpr std::size_t kRounds = 2'000;
  RealisticEnvironments environments(seed());
  std::size_t taken = 0;
  std::size_t silent = 0;
  for (std::size_t kind = 0; kind < RealisticEnvironments::kKinds.size(); ++kind) {
    std::size_t taken_of_kind = 0;
    for (std::size_t i = 0; i < kRounds; ++i) {
      const Comparison comparison = compare(situation_of(environments.of_kind(kind)));
      REQUIRE(comparison.trouble == "");
      if (comparison.taken) ++taken_of_kind;
      if (!comparison.spoke) ++silent;
    }
    MESSAGE(RealisticEnvironments::kKinds[kind]
            << ": " << 100.0 * static_cast<double>(taken_of_kind) / kRounds << " % taken");
    taken += taken_of_kind;
  }
  const double share = 100.0 * static_cast<double>(taken) / static_cast<double>(silent);
  MESSAGE("all kinds: " << share << " % of " << silent << " taken");
  CHECK(share >= 95.0);
}

TEST_CASE("which words the early start takes") {
  struct Row {
    Strings words;
    bool taken;
  };
  const std::array<Row, 22> rows = {{
      {{"proxyenv", "nonexistent"}, true},
      {{"proxyenv", "--", "nonexistent"}, true},
      {{"", "--", "nonexistent"}, true},
      {{"show", "nonexistent"}, true},
      {{"proxyenv", "--", "nonexistent", "-v", "--", ""}, true},
      {{"proxyenv", "nonexistent", "--proxy"}, true},
      {{"proxyenv", "--", "--"}, true},
      {{"proxyenv", "--", "-v"}, true},
      {{"proxyenv", "--", "show"}, true},
      {{"proxyenv", "shows"}, true},
      {{"proxyenv", std::string(255, 'w')}, true},
      {{"proxyenv", std::string(256, 'w')}, false},
      {{"proxyenv", "show"}, false},
      {{"proxyenv", "run", "nonexistent"}, false},
      {{"proxyenv", "dify", "nonexistent"}, false},
      {{"proxyenv", "-v", "nonexistent"}, false},
      {{"proxyenv", "--help"}, false},
      {{"proxyenv", "-"}, false},
      {{"proxyenv", ""}, false},
      {{"proxyenv", "--", ""}, false},
      {{"proxyenv", "--"}, false},
      {{"proxyenv"}, false},
  }};
  for (const Row& row : rows) {
    check_taken({row.words, {"HTTPS_PROXY=http://proxy.test:3128"}}, row.taken);
  }
  check_taken({{}, {"A=1"}}, false);
}

TEST_CASE("which environments the early start takes") {
  struct Row {
    std::string_view what;
    Strings environment;
    bool taken;
  };
  const std::string http = "http://proxy.test:3128";
  const std::array<Row, 48> rows = {{
      {"no entry", {}, true},
      {"no proxy variable", {"A=1", "", "=", "http_proxy", "HTTP_PROXYX=1"}, true},
      {"upper case only", {"HTTPS_PROXY=" + http, "NO_PROXY=localhost,.corp"}, true},
      {"lower case only", {"http_proxy=" + http, "no_proxy=a,localhost"}, true},
      {"both spellings", {"ftp_proxy=" + http, "FTP_PROXY=" + http}, true},
      {"two values", {"ftp_proxy=" + http, "FTP_PROXY=" + http + "/"}, false},
      {"the same host in another case", {"http_proxy=http://A:1", "HTTP_PROXY=http://a:1"}, false},
      {"user and password", {"HTTP_PROXY=http://j.doe:p%40ss@proxy:1"}, true},
      {"a user alone", {"HTTP_PROXY=http://jane@proxy:1"}, true},
      {"no user", {"HTTP_PROXY=http://:secret@proxy:1"}, false},
      {"empty credentials", {"HTTP_PROXY=http://@proxy:1"}, false},
      {"a reserved character", {"HTTP_PROXY=http://jane:p@ss@proxy:1"}, false},
      {"half an escape", {"HTTP_PROXY=http://jane:p%4@proxy:1"}, false},
      {"a slash at the end", {"HTTP_PROXY=" + http + "/"}, true},
      {"a path", {"HTTP_PROXY=" + http + "/x"}, false},
      {"no port", {"HTTP_PROXY=http://proxy"}, false},
      {"the last port", {"HTTP_PROXY=http://proxy:65535"}, true},
      {"a port too high", {"HTTP_PROXY=http://proxy:65536"}, false},
      {"no scheme", {"HTTP_PROXY=proxy:3128"}, false},
      {"a scheme in upper case", {"HTTP_PROXY=HTTP://proxy:3128"}, false},
      {"SOCKS for all", {"all_proxy=socks5://127.0.0.1:7890", "HTTPS_PROXY=" + http}, true},
      {"SOCKS in upper case only", {"ALL_PROXY=socks5h://127.0.0.1:7890"}, true},
      {"a TLS proxy", {"https_proxy=https://proxy:3128"}, false},
      {"an IPv6 proxy", {"https_proxy=http://[fd00::1]:3128"}, false},
      {"a blank in front", {"https_proxy= " + http}, false},
      {"all spellings empty", {"HTTP_PROXY=", "http_proxy=", "NO_PROXY=", "no_proxy="}, true},
      {"one empty beside a value", {"http_proxy=", "HTTP_PROXY=" + http}, false},
      {"an empty list beside one", {"no_proxy=", "NO_PROXY=a"}, false},
      {"the same entry twice", {"HTTP_PROXY=" + http, "HTTP_PROXY=" + http}, false},
      {"grpc_proxy set", {"grpc_proxy=http://g:1", "NO_PROXY=localhost"}, true},
      {"grpc_proxy empty", {"HTTPS_PROXY=" + http, "grpc_proxy="}, true},
      {"no_grpc_proxy set", {"HTTPS_PROXY=" + http, "no_grpc_proxy=a,127.0.0.1"}, true},
      {"lower case, and gRPC would ask the proxy for loopback", {"http_proxy=" + http}, false},
      {"the same with a list", {"https_proxy=" + http, "no_proxy=a"}, false},
      {"the same by grpc_proxy", {"grpc_proxy=http://g:1", "NO_PROXY=a"}, false},
      {"the same by a list for gRPC", {"HTTPS_PROXY=" + http, "no_grpc_proxy=a,b"}, false},
      {"a source for grpc", {"GRPC_PROXY=" + http}, false},
      {"a domain with a star", {"HTTPS_PROXY=" + http, "NO_PROXY=*.corp,localhost"}, true},
      {"a star alone", {"HTTPS_PROXY=" + http, "NO_PROXY=*"}, false},
      {"a star and a dot", {"NO_PROXY=*."}, false},
      {"networks and addresses", {"NO_PROXY=10.0.0.0/8,::1,fd00::/8,db:5432"}, true},
      {"a blank in the list", {"NO_PROXY=a, b"}, false},
      {"a comma at the end", {"NO_PROXY=a,"}, false},
      {"upper case in the list", {"NO_PROXY=A"}, false},
      {"CGI", {"REQUEST_METHOD=", "A=1"}, false},
      {"CGI, the other way", {"GATEWAY_INTERFACE=CGI/1.1"}, false},
      {"one of our variables", {"PROXYENV_ONLY=http"}, false},
      {"a name that only begins so", {"PROXYENV=1", "REQUEST_METHODS=1", "PATHS=1"}, true},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    check_taken(situation_of(row.environment), row.taken);
  }
}

TEST_CASE("what exceeds the bounds of the early start is left to the full program") {
  const auto upper_list = [](std::size_t size) {
    return Strings{"HTTPS_PROXY=http://proxy.test:3128", "NO_PROXY=" + std::string(size, 'a')};
  };
  check_taken(situation_of(upper_list(2'900)), true);  // copied into two variables
  check_taken(situation_of(upper_list(3'100)), false);
  check_taken(situation_of({"NO_PROXY=" + std::string(6'000, 'a')}), true);
  check_taken(situation_of({"NO_PROXY=" + std::string(6'200, 'a')}), false);
  // What is not copied may have any size.
  const std::string list(100'000, 'a');
  check_taken(situation_of({"NO_PROXY=" + list, "no_proxy=" + list}), true);
  check_taken(situation_of({"PATH=/nonexistent:/" + std::string(6'000, 'd')}), true);
  check_taken(situation_of({"PATH=/nonexistent:/" + std::string(6'200, 'd')}), false);
  Strings many(10'000, "PORT_80_TCP=tcp://10.0.0.1:80");
  many.push_back("HTTPS_PROXY=http://proxy.test:3128");
  check_taken(situation_of(many), true);
}

TEST_CASE("the early start leaves every process with other rights to the full program") {
  struct Row {
    std::string_view what;
    std::vector<Fact> facts;
    bool taken;
  };
  const std::array<Row, 7> rows = {{
      {"the caller's rights", usual_facts(), true},
      {"nothing is known", {}, false},
      {"set-user-id",
       {{AT_PAGESZ, 1}, {AT_UID, 1}, {AT_EUID, 0}, {AT_GID, 1}, {AT_EGID, 1}, {AT_SECURE, 0}},
       false},
      {"set-group-id",
       {{AT_PAGESZ, 1}, {AT_UID, 1}, {AT_EUID, 1}, {AT_GID, 1}, {AT_EGID, 0}, {AT_SECURE, 0}},
       false},
      {"capabilities of the file",
       {{AT_PAGESZ, 1}, {AT_UID, 1}, {AT_EUID, 1}, {AT_GID, 1}, {AT_EGID, 1}, {AT_SECURE, 1}},
       false},
      {"whether the file has some is not known",
       {{AT_PAGESZ, 1}, {AT_UID, 1}, {AT_EUID, 1}, {AT_GID, 1}, {AT_EGID, 1}},
       false},
      {"root", {{AT_UID, 0}, {AT_EUID, 0}, {AT_GID, 0}, {AT_EGID, 0}, {AT_SECURE, 0}}, true},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Situation situation = situation_of({"HTTPS_PROXY=http://proxy.test:3128"});
    situation.facts = row.facts;
    check_taken(situation, row.taken);
  }
}
