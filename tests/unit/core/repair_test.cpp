// SPDX-License-Identifier: Apache-2.0
#include "core/repair.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "core/repair_proxy.hpp"

using namespace proxyenv;

TEST_CASE("repairs are told by name") {
  CHECK(describe(repair_proxy(" \"HTTP://p:1\"").repairs) ==
        "blanks removed, quotes removed, scheme in lower case");
  CHECK(describe(repair_proxy("u:p@s@p:1").repairs) ==
        "scheme http:// added, reserved characters in the credentials encoded");
  CHECK(describe(Repair::none).empty());
}
