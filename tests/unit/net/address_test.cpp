// SPDX-License-Identifier: Apache-2.0
#include "net/address.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::net;

TEST_CASE("addresses as inet_pton reads them, and the near misses") {
  struct Row {
    std::string text;
    std::string_view shortest;  // empty: no address
    std::string_view why;
  };
  const Row rows[] = {
      {"10.0.0.1", "10.0.0.1", "IPv4"},
      {"::1", "::1", "IPv6"},
      {"FD00:0:0::0001", "fd00::1", "IPv6, written at length"},
      {"::ffff:10.0.0.1", "::ffff:10.0.0.1", "IPv4 mapped into IPv6"},
      {"10.0.0", "", "three numbers"},
      {"10.0.0.01", "", "a leading zero"},
      {"10.0.0.256", "", "a number above 255"},
      {"[::1]", "", "brackets"},
      {"::1%lo", "", "a zone"},
      {" ::1", "", "a blank in front"},
      {std::string("10.0.0.1\0", 9), "", "a NUL does not end an address"},
      {"example.com", "", "a name"},
      {"", "", "nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.why);
    const auto address = parse_address(row.text);
    CHECK(address.has_value() == !row.shortest.empty());
    CHECK((address ? to_string(*address) : std::string()) == row.shortest);
    CHECK(is_ipv4(row.text) == (address && !address->is_v6));
    CHECK(is_ipv6(row.text) == (address && address->is_v6));
  }
}

TEST_CASE("an IPv4 address mapped into IPv6 is told apart from its neighbours") {
  const auto mapped = [](const char* text) {
    return to_string(unmapped(parse_address(text).value()));
  };
  CHECK(mapped("::ffff:10.0.0.1") == "10.0.0.1");
  CHECK(mapped("::fffe:10.0.0.1") == "::fffe:a00:1");
  CHECK(mapped("::10.0.0.1") == "::10.0.0.1");
  CHECK(mapped("10.0.0.1") == "10.0.0.1");
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
  for (const std::string_view text : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8a", "10.0.0.0/ 8",
                                      "10.0.0.0", "10.0.0/8", "fd00::/129"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_network(text).has_value());
  }
}

TEST_CASE("loopback addresses") {
  CHECK(is_loopback(parse_address("127.8.8.8").value()));
  CHECK(is_loopback(parse_address("::1").value()));
  CHECK_FALSE(is_loopback(parse_address("128.0.0.1").value()));
  CHECK_FALSE(is_loopback(parse_address("::2").value()));
  CHECK_FALSE(is_loopback(parse_address("0.0.0.0").value()));
}
