// SPDX-License-Identifier: Apache-2.0
#include "core/name_index.hpp"

#include <doctest/doctest.h>

#include <string>

using proxyenv::NameIndex;

TEST_CASE("a name is found only whole") {
  const std::string very_long(100, 'x');
  const NameIndex index({"http_proxy", "no_proxy", very_long});
  CHECK(index.find("http_proxy") == 0);
  CHECK(index.find("no_proxy") == 1);
  CHECK(index.find(very_long) == 2);
  CHECK_FALSE(index.find("http_prox"));
  CHECK_FALSE(index.find("http_proxyy"));
  CHECK_FALSE(index.find("HTTP_PROXY"));
  CHECK_FALSE(index.find(very_long + "x"));  // shares the length bit
  CHECK_FALSE(index.find(""));
  CHECK_FALSE(NameIndex().find("http_proxy"));
}
