// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_values.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;
using namespace proxyenv::cli;

TEST_CASE("option --proxy takes an http proxy with a port, repaired") {
  struct Row {
    std::string_view text;
    std::string_view result;  // the value, or how the error begins
  };
  const Row rows[] = {
      {"http://p:3128", "http://p:3128"},
      {"p:3128", "http://p:3128"},
      {"http://u:p@ss@p:3128", "http://u:p%40ss@p:3128"},
      {"", "error: names no proxy"},
      {"\"\"", "error: names no proxy"},
      {"http://p", "error: has no port"},
      {"socks5://p:1080", "error: must be an http:// proxy"},
      {"https://p:443", "error: must be an http:// proxy"},
      {"s3cret", "error: cannot be read"},
      {"http://u:s3cret", "error: cannot be read"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto value = parse_proxy_option(row.text);
    const std::string result = value ? *value : "error: " + value.error().message;
    CHECK(result.starts_with(row.result));
    if (!value) CHECK(result.find("s3cret") == std::string::npos);
  }
}

TEST_CASE("option --only takes families, grpc brings its exemptions") {
  const auto selection = parse_only("grpc, ftp");
  REQUIRE(selection.has_value());
  CHECK(selection->holds(Family::grpc));
  CHECK(selection->holds(Family::no_grpc));
  CHECK(selection->holds(Family::ftp));
  CHECK_FALSE(selection->holds(Family::https));
  CHECK_FALSE(selection->holds(Family::no));
  CHECK(parse_only("").error().message == "names no family");
  CHECK(parse_only("https,htp").error().message ==
        "takes families separated by commas, and each must be http, https, all, ftp, grpc, no or "
        "no_grpc (did you mean http?)");
}

TEST_CASE("option --loopback-proxy takes a host alone") {
  struct Row {
    std::string_view text;
    std::string_view result;  // the value, or how the error begins
  };
  const Row rows[] = {
      {"host.docker.internal", "host.docker.internal"},
      {"172.17.0.1", "172.17.0.1"},
      {"my_gateway", "my_gateway"},
      {"fd00::1", "[fd00::1]"},
      {"[fd00::1]", "[fd00::1]"},
      {"", "error: must be a host name"},
      {" gw", "error: must be a host name"},
      {"gw:3128", "error: must be a host name"},
      {"[fd00::1]:3128", "error: must be a host name"},
      {"http://gw", "error: must be a host name"},
      {"s3cret@gw", "error: must be a host name"},
      {"gw/", "error: must be a host name"},
      {"localhost", "error: is loopback itself"},
      {"LocalHost.", "error: is loopback itself"},
      {"127.0.0.2", "error: is loopback itself"},
      {"::1", "error: is loopback itself"},
      {"[::1]", "error: is loopback itself"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto value = parse_loopback_proxy(row.text);
    const std::string result = value ? *value : "error: " + value.error().message;
    CHECK(result.starts_with(row.result));
    if (!value) CHECK(result.find("s3cret") == std::string::npos);
  }
}

TEST_CASE("option --also takes clients") {
  const auto selection = parse_also("node, java");
  REQUIRE(selection.has_value());
  CHECK(selection->holds(ToldClient::java));
  CHECK(selection->holds(ToldClient::node));
  CHECK_FALSE(parse_also("java")->holds(ToldClient::node));
  CHECK(parse_also("maven,electron")->holds(ToldClient::maven));
  CHECK(parse_also("maven,electron")->holds(ToldClient::electron));
  CHECK_FALSE(parse_also("java")->holds(ToldClient::maven));
  CHECK(parse_also(",").error().message == "names no client");
  CHECK(
      parse_also("nodejs").error().message ==
      "takes clients separated by commas, and each must be electron, java, maven or node (did you "
      "mean node?)");
}

TEST_CASE("option --leave-out takes forms of entries") {
  CHECK(parse_leave_out("ipv6-networks").value());
  CHECK(parse_leave_out(" ipv6-networks, ipv6-networks ").value());
  CHECK(parse_leave_out(",").error().message == "names no form of entries");
  CHECK(parse_leave_out("ipv6-network").error().message ==
        "must be ipv6-networks (did you mean ipv6-networks?)");
}

TEST_CASE("flags and numbers") {
  for (const std::string_view text : {"1", "true", "yes", "on"}) CHECK(parse_flag(text).value());
  for (const std::string_view text : {"0", "false", "no", "off"}) {
    CHECK_FALSE(parse_flag(text).value());
  }
  CHECK_FALSE(parse_flag("2").has_value());
  CHECK_FALSE(parse_flag("TRUE").has_value());
  CHECK(parse_flag("TRUE").error().message.find("did you mean true?") != std::string::npos);
  CHECK(parse_pid("1").value() == 1);
  for (const std::string_view text : {"", "0", "-1", "1x", " 1", "99999999999", "self"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_pid(text).has_value());
  }
}
