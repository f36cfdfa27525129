// SPDX-License-Identifier: Apache-2.0
#include "net/host.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("what can be a host, and the near misses") {
  struct Row {
    std::string text;
    bool expected;
    std::string_view why;
  };
  const Row rows[] = {
      {"example.com", true, "a name"},
      {"example.com.", true, "with the dot of the DNS root"},
      {"ssrf_proxy", true, "Compose services have underscores"},
      {"10.0.0.1", true, "an address reads as a name, too"},
      {"[::1]", true, "an IPv6 literal"},
      {"::1", false, "without its brackets"},
      {"[::1", false, "half a pair of brackets"},
      {"[]", false, "nothing in the brackets"},
      {"[10.0.0.1]", false, "IPv4 in brackets"},
      {"[::1%eth0]", false, "a zone"},
      {std::string("[::1\0]", 6), false, "a NUL does not end an address"},
      {"", false, "empty"},
      {".example.com", false, "a dot in front"},
      {"-example.com", false, "a hyphen in front"},
      {"a..b", false, "an empty label"},
      {"a b", false, "a blank"},
      {"user@host", false, "user information"},
      {std::string(253, 'a'), true, "the longest name"},
      {std::string(254, 'a'), false, "one byte more"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.why);
    CHECK(net::is_host(row.text) == row.expected);
  }
}

TEST_CASE("ports from 1 to 65535 in decimal") {
  struct Row {
    std::string_view text;
    int port;  // 0: none
  };
  const Row rows[] = {{"1", 1},  {"3128", 3128}, {"65535", 65535}, {"65536", 0}, {"0", 0},  {"", 0},
                      {"+1", 0}, {"-1", 0},      {" 1", 0},        {"1 ", 0},    {"0x1", 0}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(net::parse_port(row.text).value_or(0) == row.port);
  }
}

TEST_CASE("loopback hosts, and the near misses") {
  for (const std::string_view host :
       {"localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.1", "127.255.255.254", "[::1]",
        "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]"}) {
    CAPTURE(host);
    CHECK(net::is_loopback_host(host));
  }
  for (const std::string_view host :
       {"", ".", "localhosts", "my.localhost", "127.example.test", "128.0.0.1", "12.7.0.0", "[::2]",
        "[::]", "[::ffff:126.0.0.1]", "0.0.0.0"}) {
    CAPTURE(host);
    CHECK_FALSE(net::is_loopback_host(host));
  }
}

TEST_CASE("0.0.0.0 and [::] name this machine as loopback does") {
  for (const std::string_view host :
       {"0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]", "localhost", "127.0.0.1", "[::1]"}) {
    CAPTURE(host);
    CHECK(net::names_this_machine(host));
  }
  for (const std::string_view host : {"0.0.0.1", "0", "00.0.0.0", "[::2]", "host", ""}) {
    CAPTURE(host);
    CHECK_FALSE(net::names_this_machine(host));
  }
}
