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
