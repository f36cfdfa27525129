// SPDX-License-Identifier: Apache-2.0
#include "core/proxy_url.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv;

TEST_CASE("plain http means scheme http, a host and a port") {
  struct Row {
    std::string_view value;
    bool plain;
  };
  const Row rows[] = {
      {"http://p:3128", true},
      {"http://u:pw@p:3128/", true},
      {"http://p", false},
      {"https://p:3128", false},
      {"socks5://p:3128", false},
      {"p:3128", false},
      {"http://p:3128\r", false},
      {"HTTP://p:3128", false},
      {"http://p:0", false},
      {"http://u:p@s@p:1", false},
      {"http://:pw@p:1", false},
      {"http://@p:1", false},
      {"", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(is_plain_http(read_proxy(row.value)) == row.plain);
  }
}

TEST_CASE("what some client cannot send in user or password") {
  struct Row {
    std::string_view userinfo;
    CredentialFault fault;
    bool is_plain;  // so that it is copied into lower case
  };
  const Row rows[] = {
      {"u:p", CredentialFault::none, true},
      {"u:%C3%BF", CredentialFault::none, true},  // U+00FF, the last of Latin-1
      {"u:%C4%80", CredentialFault::beyond_latin1, true},
      {"%E2%82%AC:p", CredentialFault::beyond_latin1, true},
      {"u:%F0%9F%98%80", CredentialFault::beyond_latin1, true},
      {"u%3Av:p", CredentialFault::colon_in_user, true},
      {"u:v%3Ap", CredentialFault::none, true},
      {"%3A", CredentialFault::colon_in_user, true},
      {"u:%FF", CredentialFault::not_utf8, false},
      {"u%C3:p", CredentialFault::not_utf8, false},
      {"u:%00", CredentialFault::control_character, false},
      {"u:%1F", CredentialFault::control_character, false},
      {"u:%20", CredentialFault::none, true},
      {"u:%7F", CredentialFault::none, true},
      {"u:%2501", CredentialFault::none, true},  // decoded once: `%01`
      {"u%3A%FF%01:p", CredentialFault::control_character, false},
  };
  for (const Row& row : rows) {
    const std::string value = "http://" + std::string(row.userinfo) + "@p:1";
    CAPTURE(value);
    const ProxyReading reading = read_proxy(value);
    CHECK(credential_fault(reading) == row.fault);
    CHECK(is_plain_http(reading) == row.is_plain);
  }
  CHECK(credential_fault(read_proxy("http://p:1")) == CredentialFault::none);
}
