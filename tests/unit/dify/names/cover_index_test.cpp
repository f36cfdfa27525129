// SPDX-License-Identifier: Apache-2.0
#include "dify/names/cover_index.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "dify/names/domain_list.hpp"

using namespace proxyenv::dify;

namespace {

using Views = std::vector<std::string_view>;

}  // namespace

TEST_CASE("an index of domains finds what covers a host, the narrowest first") {
  const std::vector<std::string> entries = {".test", "x.test", ".x.test", "b",
                                            ".",     "",       ".x.test", ".long-zone.example"};
  struct Row {
    std::string_view host;
    Views covering;
  };
  const Row rows[] = {
      {"x.test", {"x.test", ".x.test", ".test"}},
      {"a.x.test", {".x.test", ".test"}},
      {".x.test", {".x.test", ".test"}},
      {"test", {".test"}},
      {"ax.test", {".test"}},
      {"xtest", {}},
      {"x.test.evil", {}},
      {"b", {"b"}},
      {".b", {}},
      {"a.b", {}},
      {"", {""}},
      {"test.", {}},
      {"..test", {".test"}},
      {std::string_view("very.long.host.with.many.labels.under.long-zone.example"),
       {".long-zone.example"}},
      {std::string_view("not-long-zone.example"), {}},
  };
  const CoverIndex index(entries);
  for (const Row& row : rows) {
    CAPTURE(row.host);
    CHECK(index.entries_covering(row.host) == row.covering);
    CHECK(index.covers(row.host) == !row.covering.empty());
  }
  CHECK(CoverIndex({}).entries_covering("x.test").empty());
}

TEST_CASE("an index says of each entry and host what covers() says of them") {
  const std::vector<std::string> words = {"x", ".x",  "y.x", ".y.x", "xy.x", "",
                                          ".", "..x", "x.",  ".x.",  "a.y.x"};
  for (const std::string& entry : words) {
    for (const std::string& other : words) {
      CAPTURE(entry);
      CAPTURE(other);
      const std::vector<std::string> list = {entry};
      CHECK(CoverIndex(list).covers(other) == covers(entry, other));
    }
  }
}
