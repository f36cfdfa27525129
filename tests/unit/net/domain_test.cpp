// SPDX-License-Identifier: Apache-2.0
#include "net/domain.hpp"

#include <doctest/doctest.h>

#include <ostream>

using namespace proxyenv;

TEST_CASE("a domain covers itself and what ends in a dot and it") {
  CHECK(net::is_in_domain("ex.test", "ex.test"));
  CHECK(net::is_in_domain("a.EX.test", "ex.TEST"));
  CHECK_FALSE(net::is_in_domain("notex.test", "ex.test"));
  CHECK_FALSE(net::is_in_domain("ex.test", "a.ex.test"));
  CHECK_FALSE(net::is_in_domain("ex.test", ""));
}
