// SPDX-License-Identifier: Apache-2.0
#include "sources/amount.hpp"

#include <doctest/doctest.h>

#include <ostream>

using namespace proxyenv;
using namespace proxyenv::sources;

TEST_CASE("entries of proxy variables are counted by their exact names, each name once") {
  SourceEnvironment environment;
  environment.environment = Environment::own({"http_proxy=x", "HTTP_PROXY=", "Http_Proxy=x",
                                              "no_proxy", "=x", "A=1", "NO_PROXY=a", "NO_PROXY=b"});
  for (const char* const name : {"https_proxy", "https_proxy", "", "SOCKS_PROXY"}) {
    environment.remarks.push_back({{FindingKind::value_not_known, name, "is not known"}, 1});
  }
  environment.remarks.push_back({{FindingKind::other_reading, "all_proxy", "is read so"}, 1});
  const AmountRead amount = AmountRead{1, 1, 1} + environment;
  CHECK(amount.proxy_variables == 4);
  CHECK(amount.entries == 9);
  CHECK(amount.environments == 2);
  CHECK(amount.unknown_values == 1);
}
