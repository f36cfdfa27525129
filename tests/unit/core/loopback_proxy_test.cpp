// SPDX-License-Identifier: Apache-2.0
#include "core/loopback_proxy.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("only a loopback host is replaced, and nothing else of the value") {
  CHECK(with_loopback_replaced("http://u:localhost@localhost:1/localhost", "h") ==
        "http://u:localhost@h:1/localhost");
  CHECK(with_loopback_replaced("socks5://[::1]", "[fd00::1]") == "socks5://[fd00::1]");
  CHECK_FALSE(with_loopback_replaced("http://localhost:0", "h").has_value());
  CHECK_FALSE(with_loopback_replaced("http://localhost:p@q:1", "h").has_value());
}
