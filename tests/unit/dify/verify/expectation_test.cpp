// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/expectation.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;

TEST_CASE("listed hosts are expected at the upstream, as squid's dstdomain lists them") {
  struct Row {
    std::string_view host;
    std::string domain;
    bool covered;
  };
  const Row rows[] = {
      {"x.test", ".x.test", true},
      {"a.x.test", ".x.test", true},
      {"b.a.x.test", ".x.test", true},
      {"ax.test", ".x.test", false},
      {"x.test", "x.test", true},
      {"a.x.test", "x.test", false},
      {"x.test.evil", ".x.test", false},
      {"", ".x.test", false},
      {"x.test", "", false},
      {"", "", true},
      {"x", ".", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.host);
    CAPTURE(row.domain);
    Expectation expectation;
    expectation.domains = {row.domain};
    CHECK(ExpectedWays(expectation).should_use_upstream(row.host) == row.covered);
  }
}

TEST_CASE("an address lies in a network, or does not") {
  struct Row {
    std::string_view host;
    std::string_view network;
    bool inside;
  };
  const Row rows[] = {
      {"10.0.0.1", "10.0.0.0/8", true},
      {"11.0.0.1", "10.0.0.0/8", false},
      {"172.31.255.255", "172.16.0.0/12", true},
      {"172.32.0.0", "172.16.0.0/12", false},
      {"10.0.0.1", "10.0.0.1", true},
      {"10.0.0.2", "10.0.0.1", false},
      {"::ffff:10.0.0.1", "10.0.0.0/8", true},
      {"fd00::1", "fc00::/7", true},
      {"fe00::1", "fc00::/7", false},
      {"::1", "::1", true},
      {"1.2.3.4", "0.0.0.0/0", true},
      {"::1", "0.0.0.0/0", false},
      {"10.0.0.1", "10.0.0.0/33", false},
      {"10.0.0.1", "10.0.0.0/", false},
      {"10.0.0.1", "10.0.0.0/8x", false},
      {"[fd00::1]", "fc00::/7", true},
      {"fd00::1", "[fd00::1]", true},
      {"10.0.0.1", "::ffff:10.0.0.0/8", true},
      {"10.0.0.1", "::ffff:10.0.0.0/104", false},
      {"10.0.0.1", "10.0.0.0/-8", false},
      {"ten.test", "10.0.0.0/8", false},
      {"10.0.0.1", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.host);
    CAPTURE(row.network);
    Expectation expectation;
    expectation.everything = true;
    expectation.direct_addresses = {std::string(row.network)};
    CHECK(ExpectedWays(expectation).should_use_upstream(row.host) != row.inside);
  }
}

TEST_CASE("addresses have one text, and names are none") {
  CHECK(canonical_address("[fd00:0:0::1]") == "fd00::1");
  CHECK(canonical_address("::ffff:192.168.0.1") == "192.168.0.1");
  CHECK(canonical_address("localhost").empty());
  CHECK(is_address("[::1]"));
  CHECK_FALSE(is_address("host.docker.internal"));
}

TEST_CASE("what should go through the upstream") {
  Expectation selective;
  selective.domains = {".openai.com"};
  Expectation all;
  all.everything = true;
  all.direct = {".corp.test"};
  all.direct_addresses = {"10.0.0.0/8"};
  struct Row {
    const Expectation& expectation;
    std::string_view host;
    bool upstream;
  };
  const Row rows[] = {
      {selective, "api.openai.com", true},
      {selective, "example.com", false},
      {all, "example.com", true},
      {all, "git.corp.test", false},
      {all, "10.1.2.3", false},
      {all, "11.1.2.3", true},
      {all, "weaviate", false},
      {all, "fd00::1", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.host);
    CHECK(ExpectedWays(row.expectation).should_use_upstream(row.host) == row.upstream);
  }
}
