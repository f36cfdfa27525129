// SPDX-License-Identifier: Apache-2.0
#include "core/grpc_list.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("gRPC's dialect has lower case, and no wildcard in front of a dot") {
  CHECK(needs_grpc_dialect("a,*.b"));
  CHECK(needs_grpc_dialect("Corp.test"));
  CHECK_FALSE(needs_grpc_dialect("a,.b,*c,*,*."));
  CHECK(in_grpc_dialect("A,*.b,.c,*d") == "a,.b,.c,*d");
}
