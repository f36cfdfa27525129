// SPDX-License-Identifier: Apache-2.0
#include "dify/helm/chart.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;

TEST_CASE("the objects of a release begin with its name, as the charts' templates make it") {
  struct Row {
    std::string release;
    std::string name;
  };
  const Row rows[] = {
      {"prod", "prod-dify"},
      {"dify", "dify"},
      {"my-dify-2", "my-dify-2"},
      {std::string(53, 'a'), std::string(53, 'a') + "-dify"},
      {std::string(62, 'a'), std::string(62, 'a')},
  };
  for (const Row& row : rows) {
    CAPTURE(row.release);
    CHECK(full_name_of(row.release) == row.name);
  }
}

TEST_CASE("nameOverride and fullnameOverride make the name as the charts do") {
  struct Row {
    std::string_view release;
    NameOverrides overrides;
    std::string name;
  };
  const Row rows[] = {
      {"prod", {"ai", ""}, "prod-ai"},
      {"ai-prod", {"ai", ""}, "ai-prod"},  // the release holds it already
      {"dify", {"ai", ""}, "dify-ai"},
      {"prod", {"", "llm"}, "llm"},
      {"prod", {"ai", "llm"}, "llm"},
      {"prod", {"", std::string(62, 'a') + "-b"}, std::string(62, 'a')},
      {"prod", {"", ""}, "prod-dify"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(full_name_of(row.release, row.overrides) == row.name);
  }
}

TEST_CASE("names that Kubernetes takes") {
  for (const std::string_view name : {"a", "prod", "my-dify-2", "0"})
    CHECK(is_kubernetes_name(name, 53));
  for (const std::string_view name : {"", "-a", "a-", "A", "a_b", "a.b", "a b", "a;b"}) {
    CAPTURE(name);
    CHECK(!is_kubernetes_name(name, 53));
  }
  CHECK(is_kubernetes_name(std::string(53, 'a'), 53));
  CHECK(!is_kubernetes_name(std::string(54, 'a'), 53));
}

TEST_CASE("a chart that is not known is an error that names those that are") {
  REQUIRE(find_chart("douban"));
  CHECK((*find_chart("douban"))->has_squid == false);
  CHECK((*find_chart("borispolonsky"))->components.size() == 5);
  const auto unknown = find_chart("doubam");
  REQUIRE(!unknown);
  CHECK(unknown.error().message == "--chart is borispolonsky or douban (did you mean douban?)");
}
