// SPDX-License-Identifier: Apache-2.0
#include "core/name_index.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using proxyenv::NameIndex;

TEST_CASE("an entry belongs to a name only by the whole of it, in front of the first =") {
  const NameIndex index({"http_proxy", "no_proxy"});
  struct Row {
    const char* entry;
    std::string_view found;  // "POSITION VALUE", empty for no match
  };
  const Row rows[] = {
      {"http_proxy=x", "0 x"},
      {"no_proxy=", "1 "},
      {"no_proxy=a=b", "1 a=b"},
      {"http_proxy", ""},
      {"http_prox=x", ""},
      {"http_proxyy=x", ""},
      {"HTTP_PROXY=x", ""},
      {"", ""},
      {"=", ""},
      {"h", ""},
      {"http_proxy x=", ""},
      {"\xff=x", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.entry));
    const auto match = index.match(row.entry);
    const std::string found =
        match ? std::to_string(match->name) + " " + match->value : std::string();
    CHECK(found == row.found);
  }
  CHECK_FALSE(NameIndex({}).match("http_proxy=x"));
}
