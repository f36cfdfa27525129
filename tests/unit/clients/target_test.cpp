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

TEST_CASE("names of gRPC channels are targets with TLS") {
  const auto read = [](std::string_view text) {
    const auto target = parse_target(text);
    if (!target) return target.error().message;
    const std::string_view resolver = target->resolver == Resolver::dns           ? "dns"
                                      : target->resolver == Resolver::passthrough ? "passthrough"
                                                                                  : "unnamed";
    return parsed(text) + " " + std::string(resolver) + " " + target->text;
  };
  CHECK(read("dns:///a.test:50051") == "grpcs a.test 50051 written dns dns:///a.test:50051");
  CHECK(read("dns:a.test") == "grpcs a.test 443 dns dns:///a.test");
  CHECK(read("dns://10.0.0.53/a.test:1") == "grpcs a.test 1 written dns dns:///a.test:1");
  CHECK(read("dns:///[fd00::1]:1") == "grpcs fd00::1 1 written v6 dns dns:///[fd00::1]:1");
  CHECK(read("passthrough:///a.test:1") ==
        "grpcs a.test 1 written passthrough passthrough:///a.test:1");
  CHECK(read("grpcs://a.test:1") == "grpcs a.test 1 written unnamed grpcs://a.test:1");
  for (const std::string_view text :
       {"dns:", "dns:///", "dns://a.test", "dns:///a/b", "dns:///u:s3cret@a.test:1", "dns:///a b",
        "dns:///a:x", "passthrough:///", "dns:////a"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_target(text).has_value());
    CHECK(parsed(text).find("s3cret") == std::string::npos);
  }
}

TEST_CASE("where people type no scheme, one is assumed") {
  struct Row {
    std::string_view text;
    std::string_view scheme;
    std::string_view shown;
    bool is_assumed;
  };
  const Row rows[] = {
      {"example.com", "https", "https://example.com", true},
      {"example.com/x?y", "https", "https://example.com/x?y", true},
      {"example.com:8443", "https", "https://example.com:8443", true},
      {"localhost:50051", "grpcs", "grpcs://localhost:50051", true},
      {"[fd00::1]:1", "grpcs", "grpcs://[fd00::1]:1", true},
      {"http://example.com", "https", "http://example.com", false},
      {"dns:///a:1", "https", "dns:///a:1", false},
      {"u:s3cret@a.test:1", "https", "https://a.test:1", true},
      {"u:1/s3cret@a.test:1", "https", "(27 bytes, not shown)", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto target = parse_typed_target(row.text, row.scheme);
    REQUIRE(target.has_value());
    CHECK(target->text == row.shown);
    CHECK(target->scheme_is_assumed == row.is_assumed);
  }
  for (const std::string_view text : {"", "/", ":80", "a b", "gopher://a", "a:x", "//a"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_typed_target(text, "https").has_value());
  }
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
