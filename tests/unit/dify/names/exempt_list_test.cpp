// SPDX-License-Identifier: Apache-2.0
#include "dify/names/exempt_list.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv::dify;

TEST_CASE("an entry of --exempt is repeated only where the whole list may be shown") {
  struct Row {
    std::string_view list;
    std::string_view message;
    std::string_view why;
  };
  const Row rows[] = {
      {"a.test,b:80", "entry 2, b:80, has a colon", "a mistake"},
      {"alice:12,s3cret,b@proxy", "entry 1 has a colon", "an @ in another entry"},
      {"a;s3cret/;b%2540proxy", "entry 2 is a network or a URL", "an encoded @"},
      {"a s3cret: b\xef\xbc\xa0proxy", "entry 2 has a colon", "a full-width @"},
      {"a,http://x,s3cret:", "entry 2 is a network or a URL", "a URL"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.list);
    CAPTURE(row.why);
    const auto list = parse_exempt_list(row.list);
    REQUIRE(!list);
    CHECK(list.error().message.starts_with(row.message));
  }
}
