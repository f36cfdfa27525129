// SPDX-License-Identifier: Apache-2.0
#include "dify/names/upstream.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;

TEST_CASE("an upstream as people write it") {
  struct Row {
    std::string_view text;
    std::string_view shown;
    std::string_view with_credentials;
    std::string_view why;
  };
  const Row rows[] = {
      {"http://192.168.0.1:7890", "http://192.168.0.1:7890", "http://192.168.0.1:7890", "plain"},
      {"192.168.0.1:7890", "http://192.168.0.1:7890", "http://192.168.0.1:7890", "no scheme"},
      {"HTTP://Proxy.Example.COM:3128/", "http://proxy.example.com:3128",
       "http://proxy.example.com:3128", "case and a slash"},
      {" \"http://h.example:1\" ", "http://h.example:1", "http://h.example:1", "quotes"},
      {"http://my_proxy:8080", "http://my_proxy:8080", "http://my_proxy:8080", "a service"},
      {"http://h.example.:1", "http://h.example:1", "http://h.example:1", "a trailing dot"},
      {"http://[fd00::1]:3128", "http://[fd00::1]:3128", "http://[fd00::1]:3128", "IPv6"},
      {"http://127.0.0.1:7890", "http://host.docker.internal:7890",
       "http://host.docker.internal:7890", "the commonest"},
      {"http://127.8.8.8:1", "http://host.docker.internal:1", "http://host.docker.internal:1", ""},
      {"localhost:1", "http://host.docker.internal:1", "http://host.docker.internal:1", ""},
      {"http://LOCALHOST.:1", "http://host.docker.internal:1", "http://host.docker.internal:1", ""},
      {"http://[::1]:1", "http://host.docker.internal:1", "http://host.docker.internal:1", ""},
      {"http://[::ffff:127.0.0.1]:1", "http://host.docker.internal:1",
       "http://host.docker.internal:1", "mapped"},
      {"http://0.0.0.0:1", "http://host.docker.internal:1", "http://host.docker.internal:1",
       "where a proxy says that it listens"},
      {"http://128.0.0.1:1", "http://128.0.0.1:1", "http://128.0.0.1:1", "not loopback"},
      {"http://alice:s3cret@h.example:1", "http://***@h.example:1",
       "http://alice:s3cret@h.example:1", "credentials"},
      {"http://alice:p%40ss%3aw%23@h.example:1", "http://***@h.example:1",
       "http://alice:p%40ss%3Aw%23@h.example:1", "percent-encoded"},
      {"http://al.ice:p-a_s@h.example:1", "http://***@h.example:1",
       "http://al%2Eice:p%2Da%5Fs@h.example:1", "every other character is"},
      {"http://alice:p%C3%A9@h.example:1", "http://***@h.example:1",
       "http://alice:p%C3%A9@h.example:1", "UTF-8"},
      {"http://alice:100%25@h.example:1", "http://***@h.example:1",
       "http://alice:100%25@h.example:1", "a percent sign"},
      {"http://alice@h.example:1", "http://***@h.example:1", "http://alice:@h.example:1",
       "a user alone"},
      {"http://@h.example:1", "http://h.example:1", "http://h.example:1", "none"},
      {"http://alice:PASS@h.example:1", "http://***@h.example:1", "http://alice:PASS@h.example:1",
       "a password called PASS is one"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.why);
    const auto upstream = parse_upstream(row.text);
    REQUIRE(upstream);
    CHECK(upstream->shown() == row.shown);
    CHECK(upstream->url_with_credentials() == row.with_credentials);
  }
}

TEST_CASE("how long a login is for squid") {
  CHECK(parse_upstream("http://h.example:1")->login_size() == 0);
  CHECK(parse_upstream("http://u@h.example:1")->login_size() == 2);
  CHECK(parse_upstream("http://u:p%40%C3%A9@h.example:1")->login_size() == 6);
}

TEST_CASE("an upstream that cannot be one is refused, and never repeated") {
  struct Row {
    std::string_view text;
    std::string_view message;  // a part of it
  };
  const Row rows[] = {
      {"", "is empty"},
      {"  ", "is empty"},
      {"http://", "names no host"},
      {"https://h.example:3128", "https://"},
      {"HTTPS://h.example:3128", "https://"},
      {"socks5://h.example:1080", "SOCKS"},
      {"socks5h://u:s3cret@h.example:1080", "SOCKS"},
      {"ftp://h.example:21", "scheme"},
      {"http://h.example", "no port"},
      {"h.example", "http://HOST:PORT"},
      {"http://h.example:0", "port"},
      {"http://h.example:65536", "port"},
      {"http://h.example:port", "port"},
      {"http://h.example:1/proxy", "path"},
      {"http://[fd00::1:1", "HOST:PORT"},
      {"http://[fe80::1%25eth0]:1", "HOST:PORT"},
      {"http://1.2.3:1", "address"},
      {"http://a..b:1", "host"},
      {"http://pr\u00f6xy.de:1", "host"},
      {"http://a b:1", "HOST:PORT"},
      {"http://a\nb:1", "HOST:PORT"},
      {"http://*:s3cret@h.example:1", "`*`"},
      {"http://PASS@h.example:1", "instruction"},
      {"http://PASSTHRU:@h.example:1", "instruction"},
      {"http://alice:s3cret%0Ax@h.example:1", "control character"},
      {"http://a%3Ab:s3cret@h.example:1", "colon"},
      {"http://:s3cret@h.example:1", "no user"},
      {"http://alice:12/s3cret@h.example:1", "percent-encoded"},
      {"\xef\xbb\xbfhttp://alice:s3cret@h.example:1", "byte order mark"},
      {"\xe2\x80\x9chttp://alice:s3cret@h.example:1\xe2\x80\x9d", "typographic quotes"},
      {"http://http://alice:s3cret@h.example:1", "second scheme"},
      {"HTTP_PROXY=http://alice:s3cret@h.example:1", "assignment"},
      {"PROXY alice:s3cret@h.example:1", "other words"},
      {"http://q.example:1,http://alice:s3cret@h.example:1", "more than one proxy"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto upstream = parse_upstream(row.text);
    REQUIRE(!upstream);
    CAPTURE(upstream.error().message);
    CHECK(upstream.error().message.find(row.message) != std::string::npos);
    CHECK(upstream.error().message.find("s3cret") == std::string::npos);
    CHECK(upstream.error().message.find("h.example") == std::string::npos);
    CHECK(upstream.error().message.find('\n') == std::string::npos);
  }
}

TEST_CASE("an upstream of two variables") {
  struct Row {
    std::string_view host;
    std::optional<std::string_view> port;
    std::string_view shown;    // or
    std::string_view message;  // a part of it
  };
  const Row rows[] = {
      {"192.168.0.1", "7890", "http://192.168.0.1:7890", ""},
      {" 192.168.0.1 ", " 7890\r", "http://192.168.0.1:7890", ""},
      {"192.168.0.1:7890", std::nullopt, "http://192.168.0.1:7890", ""},
      {"192.168.0.1:7890", "7890", "http://192.168.0.1:7890", ""},
      {"http://u:s3cret@h.example/", "1", "http://***@h.example:1", ""},
      {"fd00::1", "1", "http://[fd00::1]:1", ""},
      {"[fd00::1]", "1", "http://[fd00::1]:1", ""},
      {"192.168.0.1", std::nullopt, "", "names no port"},
      {"192.168.0.1", "s3cret", "", "HTTP_PROXY_SERVER_PORT: is no port"},
      {"192.168.0.1", "", "", "HTTP_PROXY_SERVER_PORT: is no port"},
      {"192.168.0.1:7890", "7891", "", "a port of its own"},
      {"s3cret@@@", "1", "", "HTTP_PROXY_SERVER_HOST "},
      {"socks5://u:s3cret@h.example", "1", "", "SOCKS"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.host);
    const auto upstream = upstream_of_variables(row.host, row.port);
    REQUIRE(upstream.has_value() == !row.shown.empty());
    if (upstream) {
      CHECK(upstream->shown() == row.shown);
    } else {
      CAPTURE(upstream.error().message);
      CHECK(upstream.error().message.find(row.message) != std::string::npos);
      CHECK(upstream.error().message.find("s3cret") == std::string::npos);
    }
  }
}
