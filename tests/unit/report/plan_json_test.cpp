// SPDX-License-Identifier: Apache-2.0
#include "report/plan_json.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv;

namespace {
std::string json_of(std::vector<std::string> entries) {
  return render_plan_json(make_plan(Environment::own(std::move(entries)), {}));
}
}  // namespace

TEST_CASE("the JSON form has every field, null for what is not there") {
  CHECK(json_of({}) == "{\"schema\":1,\"changes\":[]}\n");
  CHECK(json_of({"NO_PROXY=a", "no_proxy=,"}) ==
        "{\"schema\":1,\"changes\":["
        "{\"variable\":\"no_proxy\",\"family\":\"no\",\"action\":\"set\",\"before\":\",\","
        "\"after\":\"a\",\"reason\":\"empty_spelling\",\"detail\":\"was empty; filled from "
        "NO_PROXY\"},"
        "{\"variable\":\"NO_PROXY\",\"family\":\"no\",\"action\":\"keep\",\"before\":\"a\","
        "\"after\":\"a\",\"reason\":\"already_consistent\",\"detail\":\"consistent\"}]}\n");
  CHECK(json_of({"no_proxy=,"}).find("\"after\":null") != std::string::npos);
  CHECK(json_of({"HTTPS_PROXY=http://p:1"}).find("\"before\":null") != std::string::npos);
}

TEST_CASE("values are redacted, and bytes that are no UTF-8 are escaped") {
  const std::string json =
      json_of({"HTTPS_PROXY=http://u:s3cret@p:1", "NO_PROXY=a\xff\x1b,\"b,localhost"});
  CHECK(json.find("s3cret") == std::string::npos);
  CHECK(json.find("http://***@p:1") != std::string::npos);
  CHECK(json.find("a\\\\xff\\\\x1b,\\\"b") != std::string::npos);
}
