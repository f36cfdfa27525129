// SPDX-License-Identifier: Apache-2.0
#include "compose/compose_merge.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "compose/compose_service.hpp"

using namespace proxyenv;
using namespace proxyenv::compose;

namespace {

std::string shown(const YamlValue& value) {
  std::string text;
  if (value.kind == YamlValue::Kind::null) return "null";
  if (value.is_scalar()) return value.scalar;
  for (const YamlValue& item : value.items)
    text.append(text.empty() ? "" : ",").append(shown(item));
  if (value.is_sequence()) return "[" + text + "]";
  for (const auto& [key, item] : value.entries) {
    text.append(text.empty() ? "" : ",").append(key).append(":").append(shown(item));
  }
  return "{" + text + "}";
}

// Two services, each written as the inside of `s: {...}`.
std::string merged_services(std::string_view base, std::string_view over) {
  const auto document = [](std::string_view service) {
    return *parse_yaml("services: {s: {" + std::string(service) + "}}");
  };
  return shown(*merged(document(base), document(over)).find("services")->find("s"));
}

}  // namespace

TEST_CASE("one Compose file over another") {
  struct Row {
    std::string_view base;
    std::string_view over;
    std::string_view result;
    std::string_view why;
  };
  const Row rows[] = {
      {"image: a", "image: b", "{image:b}", "a scalar"},
      {"image: a", "user: b", "{image:a,user:b}", "another one"},
      {"command: [a, b]", "command: [c]", "{command:[c]}", "a command is replaced"},
      {"command: a b", "command: [c]", "{command:[c]}", "in any form"},
      {"entrypoint: [a, b]", "entrypoint: [c]", "{entrypoint:[c]}", "an entrypoint is, too"},
      {"environment: {A: 1, B: 2}", "environment: {B: 3, C: 4}", "{environment:{A:1,B:3,C:4}}",
       "variables by name"},
      {"environment: [A=1, B=2, D]", "environment: {B: 3}", "{environment:{A:1,B:3,D:null}}",
       "list and map"},
      {"labels: [a=1]", "labels: {a: 2}", "{labels:{a:2}}", "labels"},
      {"volumes: ['./a:/x', './b:/y']", "volumes: ['./c:/y:ro']", "{volumes:[./a:/x,./c:/y:ro]}",
       "volumes by their path in the container"},
      {"volumes: ['./a:/x']", "volumes: [{type: bind, source: ./b, target: /x}]",
       "{volumes:[{type:bind,source:./b,target:/x}]}", "in either form"},
      {"volumes: ['${A:-./a}:/x']", "volumes: ['./b:/x']", "{volumes:[./b:/x]}", "with a default"},
      {"env_file: a", "env_file: [b]", "{env_file:[a,b]}", "env_file is appended"},
      {"ports: ['1:1']", "ports: ['2:2']", "{ports:[1:1,2:2]}", "ports are"},
      {"healthcheck: {interval: 1s, retries: 2}", "healthcheck: {retries: 3}",
       "{healthcheck:{interval:1s,retries:3}}", "maps in depth"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(merged_services(row.base, row.over) == row.result);
  }
}

TEST_CASE("what stands twice is merged into the first, and nested maps are merged as a file is") {
  CHECK(merged_services("x: 1, y: 2, x: 3", "x: 4, z: 5, z: 6") == "{x:4,y:2,x:3,z:6}");
  CHECK(
      merged_services("volumes: ['./a:/x', './b:/x']", "volumes: ['./c:/x', './d:/z', './e:/z']") ==
      "{volumes:[./c:/x,./b:/x,./e:/z]}");
  CHECK(merged_services("volumes: ['./a:/x', '']", "volumes: ['', '']") == "{volumes:[./a:/x,,,]}");
  const auto base = parse_yaml("x-a: {services: {s: {command: [a]}}}\nservices: [a]\n");
  const auto over = parse_yaml("x-a: {services: {s: {command: [b]}}}\nservices: [b]\n");
  CHECK(shown(merged(*base, *over)) == "{x-a:{services:{s:{command:[b]}}},services:[a,b]}");
}

TEST_CASE("services and sections that only one file has stay") {
  const auto base = parse_yaml("services: {a: {image: x}}\nnetworks: {n: {}}\n");
  const auto over = parse_yaml("services: {b: {image: y}}\nvolumes: {v: {}}\n");
  CHECK(shown(merged(*base, *over)) ==
        "{services:{a:{image:x},b:{image:y}},networks:{n:{}},volumes:{v:{}}}");
  CHECK(shown(merged(YamlValue{}, *base)) == shown(*base));
}
