// SPDX-License-Identifier: Apache-2.0
#include "clients/target.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

namespace {
// "SCHEME HOST PORT [written] [v6]", or the error.
std::string parsed(std::string_view url) {
  const auto target = parse_target(url);
  if (!target) return target.error().message;
  return target->scheme + " " + target->host + " " + std::to_string(target->port) +
         (target->port_is_written ? " written" : "") + (target->is_ipv6 ? " v6" : "");
}
}  // namespace

TEST_CASE("targets are read with their scheme's default port") {
  CHECK(parsed("http://a/") == "http a 80");
  CHECK(parsed("HTTPS://A.test/x?y") == "https A.test 443");
  CHECK(parsed("https://a:8443") == "https a 8443 written");
  CHECK(parsed("https://[fd00::1]:1/") == "https fd00::1 1 written v6");
  CHECK(parsed("wss://a") == "wss a 443");
  CHECK(parsed("ws://a") == "ws a 80");
  CHECK(parsed("ftp://a") == "ftp a 21");
  CHECK(parsed("grpc://a") == "grpc a 443");
  CHECK(parsed("grpcs://a:50051") == "grpcs a 50051 written");
  CHECK(parsed("https://user:pw@a/") == "https a 443");
}

TEST_CASE("what is no target is an error that does not repeat it") {
  for (const std::string_view url :
       {"", "a", "a.test:443", "//a", "gopher://a", "http://", "http://:80", "http://a:0",
        "http://a:x", "http://a b/", "http://[::1/"}) {
    CAPTURE(url);
    CHECK_FALSE(parse_target(url).has_value());
  }
  CHECK(parsed("s3cret").find("s3cret") == std::string::npos);
  CHECK(parse_target("https://u:s3cret@a/").value().text == "https://a/");
}

TEST_CASE("a URL is shown without what may be the credentials of a proxy") {
  struct Row {
    std::string_view url;
    std::string_view text;
    std::string_view why;
  };
  const Row rows[] = {
      {"https://a/", "https://a/", "nothing to hide"},
      {"https://a/x?y#z", "https://a/x?y#z", "a path, a query and a fragment"},
      {"https://u:s3cret@a/x", "https://a/***", "what follows may be a password's end"},
      {"http://alice:12/s3cret@proxy.corp:3128", "(38 bytes, not shown)", "a / in the password"},
      {"http://alice:12?s3cret@proxy.corp:3128", "(38 bytes, not shown)", "a ? in the password"},
      {"http://alice:12/s3cret%40proxy.corp:3128", "(40 bytes, not shown)", "an encoded @"},
      {"http://alice:12/s3cret%252540p:3128", "(35 bytes, not shown)", "encoded three times"},
      {"https://a/?via=http://u:s3cret@p", "(32 bytes, not shown)", "a proxy in the query"},
      {"https://a/#u:s3cret@p", "(21 bytes, not shown)", "in the fragment"},
      {"https://a/?via=http://u:s3cret", "https://a/***", "a URL without an @ in the query"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    CAPTURE(row.why);
    CHECK(parse_target(row.url).value().text == row.text);
  }
}
