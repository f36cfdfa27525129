// SPDX-License-Identifier: Apache-2.0
#include "net/network_index.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>
#include <vector>

using namespace proxyenv::net;

TEST_CASE("an index of networks says of an address what contains() says of each of them") {
  const std::vector<std::string_view> networks = {
      "10.0.0.0/8",     "10.1.2.3/8", "172.16.0.0/12", "192.168.0.1/32", "192.168.0.128/25",
      "255.255.0.0/17", "fc00::/7",   "fd00::1/128",   "::/127",         "2001:db8::/33",
      "2001:db8::/1",   "0.0.0.0/0",  "::/0"};
  const std::vector<std::string_view> addresses = {
      "10.0.0.0",    "10.255.255.255",  "11.0.0.0",        "172.31.255.255", "172.32.0.0",
      "192.168.0.1", "192.168.0.2",     "192.168.0.129",   "255.255.127.1",  "255.255.128.1",
      "fdff::",      "fe00::",          "fd00::1",         "fd00::2",        "::1",
      "::2",         "2001:db8:8000::", "2001:db8:7fff::", "8000::",         "0.0.0.0"};
  for (const std::string_view text : networks) {
    const auto network = parse_network(text);
    REQUIRE(network);
    NetworkIndex index;
    index.add(*network);
    for (const std::string_view host : addresses) {
      CAPTURE(text);
      CAPTURE(host);
      const auto address = parse_address(host);
      REQUIRE(address);
      CHECK(index.contains(*address) == contains(*network, *address));
    }
  }
}

TEST_CASE("an index of networks has what any of them contains, and nothing without one") {
  NetworkIndex index;
  CHECK_FALSE(index.contains(*parse_address("10.0.0.1")));
  index.add(*parse_network("10.0.0.0/8"));
  index.add(*parse_network("192.168.0.0/16"));
  CHECK(index.contains(*parse_address("10.0.0.1")));
  CHECK(index.contains(*parse_address("192.168.7.1")));
  CHECK_FALSE(index.contains(*parse_address("192.169.0.1")));
  CHECK_FALSE(index.contains(*parse_address("::1")));
}
