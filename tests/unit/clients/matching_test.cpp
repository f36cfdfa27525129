// SPDX-License-Identifier: Apache-2.0
#include "clients/matching.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv::matching;

TEST_CASE("splitting keeps empty pieces") {
  CHECK(split("a,,b", ",").size() == 3);
  CHECK(split("", ",").size() == 1);
  CHECK(split("a b,c", ", ").size() == 3);
  CHECK(trimmed("  a b ", " ") == "a b");
  CHECK(trimmed("   ", " ").empty());
}

TEST_CASE("a domain covers itself and what ends in a dot and it") {
  CHECK(in_domain("ex.test", "ex.test"));
  CHECK(in_domain("a.EX.test", "ex.TEST"));
  CHECK_FALSE(in_domain("notex.test", "ex.test"));
  CHECK_FALSE(in_domain("ex.test", "a.ex.test"));
  CHECK_FALSE(in_domain("ex.test", ""));
}

TEST_CASE("networks hold addresses of their family") {
  const auto holds = [](const char* network, const char* address) {
    return contains(parse_network(network).value(), parse_address(address).value());
  };
  CHECK(holds("10.0.0.0/8", "10.255.0.1"));
  CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  CHECK(holds("10.1.2.3/8", "10.0.0.1"));
  CHECK(holds("0.0.0.0/0", "1.2.3.4"));
  CHECK_FALSE(holds("0.0.0.0/0", "::1"));
  CHECK(holds("fd00::/8", "fdff::1"));
  CHECK_FALSE(holds("fd00::/9", "fd80::1"));
  CHECK_FALSE(parse_network("10.0.0.0/33").has_value());
  CHECK_FALSE(parse_network("10.0.0.0/").has_value());
  CHECK_FALSE(parse_network("10.0.0.0/8a").has_value());
  CHECK_FALSE(parse_address("10.0.0").has_value());
  CHECK_FALSE(parse_address("[::1]").has_value());
  CHECK(is_loopback(parse_address("127.8.8.8").value()));
  CHECK(is_loopback(parse_address("::1").value()));
  CHECK_FALSE(is_loopback(parse_address("128.0.0.1").value()));
}
