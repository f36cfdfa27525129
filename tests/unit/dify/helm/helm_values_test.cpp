// SPDX-License-Identifier: Apache-2.0
#include "dify/helm/helm_values.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "text/list.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

// nameOverride | fullnameOverride | lists
std::string read(std::string_view chart, std::string_view text) {
  HelmValues values;
  const auto done = read_helm_values(std::string(text), **find_chart(chart), values);
  if (!done) return "error: " + done.error().message;
  return values.names.name + " | " + values.names.full_name + " | " +
         text::joined(values.lists, " ");
}

}  // namespace

TEST_CASE("what the values of a user say of names and lists") {
  struct Row {
    std::string_view chart;
    std::string_view text;
    std::string_view says;
  };
  const Row rows[] = {
      {"borispolonsky", "{}", " |  | "},
      {"borispolonsky", "nameOverride: ai\nfullnameOverride: llm\n", "ai | llm | "},
      {"borispolonsky", "nameOverride: \"\"\nfullnameOverride:\n", " |  | "},
      {"borispolonsky", "redis: {nameOverride: cache, fullnameOverride: c}\n", " |  | "},
      {"borispolonsky", "api: {extraEnv: [{name: A, value: b}]}\nworker: {extraEnv: []}\n",
       " |  | api.extraEnv"},
      {"borispolonsky", "ssrfProxy: {extraVolumes: [{name: a}], extraVolumeMounts: [{name: a}]}\n",
       " |  | ssrfProxy.extraVolumes ssrfProxy.extraVolumeMounts"},
      {"borispolonsky", "global: {extraEnvs: [{name: A}]}\n", " |  | "},
      {"douban", "global: {extraEnvs: [{name: A}]}\napi: {extraEnv: [{name: A}]}\n",
       " |  | global.extraEnvs"},
      {"douban", "fullnameOverride: Llm\n",
       "error: has a fullnameOverride that no service can be called by: small letters, digits and "
       "inner hyphens"},
      {"douban", "nameOverride: \"a\\nb\"\n",
       "error: has a nameOverride that no service can be called by: small letters, digits and "
       "inner "
       "hyphens"},
      {"douban", "- a\n", "error: holds no values: a map of names and values"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read(row.chart, row.text) == row.says);
  }
}

TEST_CASE("a later file of values decides, as in Helm") {
  HelmValues values;
  const ChartRow& chart = **find_chart("douban");
  REQUIRE(read_helm_values("fullnameOverride: a\nnameOverride: n\n", chart, values));
  REQUIRE(read_helm_values("fullnameOverride: b\n", chart, values));
  CHECK(values.names.full_name == "b");
  CHECK(values.names.name == "n");
}
