// SPDX-License-Identifier: Apache-2.0
#include "yaml/yaml.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "yaml/yaml_text.hpp"

using namespace proxyenv;

namespace {

std::string shown(const YamlValue& value) {
  std::string text;
  switch (value.kind) {
    case YamlValue::Kind::null:
      return "null";
    case YamlValue::Kind::scalar:
      return value.scalar;
    case YamlValue::Kind::sequence:
      for (const YamlValue& item : value.items) {
        text.append(text.empty() ? "" : ",").append(shown(item));
      }
      return "[" + text + "]";
    case YamlValue::Kind::map:
      for (const auto& [key, item] : value.entries) {
        text.append(text.empty() ? "" : ",").append(key).append(":").append(shown(item));
      }
      return "{" + text + "}";
  }
  return text;
}

std::string parsed(const std::string& text) {
  const auto value = parse_yaml(text);
  return value ? shown(*value) : "error: " + value.error().message;
}

}  // namespace

TEST_CASE("a document with its anchors and merges") {
  struct Row {
    std::string_view text;
    std::string_view result;
    std::string_view why;
  };
  const Row rows[] = {
      {"", "null", "nothing"},
      {"a: 1\nb: [x, y]\n", "{a:1,b:[x,y]}", "a map"},
      {"a:\nb: ~\n", "{a:null,b:null}", "nulls"},
      {"a: &x {p: 1}\nb: *x\n", "{a:{p:1},b:{p:1}}", "an alias"},
      {"a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n", "{a:{p:1,q:2},b:{q:3,p:1}}", "a merge"},
      {"a: &x {p: 1}\nb:\n  p: 3\n  <<: *x\n", "{a:{p:1},b:{p:3}}", "what stands there wins"},
      {"a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc:\n  <<: [*x, *y]\n",
       "{a:{p:1},b:{p:2,q:2},c:{p:1,q:2}}", "several, the first wins"},
      {"a: &x {p: 1}\nb: &y\n  <<: *x\n  q: 2\nc:\n  <<: *y\n", "{a:{p:1},b:{q:2,p:1},c:{q:2,p:1}}",
       "a merge of a merge"},
      {"a: &x {p: 1}\nb:\n  <<: [*x, 1, [*x]]\n  <<: {p: 2, q: 3}\n", "{a:{p:1},b:{p:1,q:3}}",
       "two merges, and what is no map among them"},
      {"a: 'x: y'\nb: \"p\\tq\"\n", "{a:x: y,b:p\tq}", "quotes"},
      {"a: |\n  x\n  y\n", "{a:x\ny\n}", "a block"},
      {"a: [\n", "error: is no YAML: line 2 cannot be read", "broken"},
      {"a: s3cret: b\n", "error: is no YAML: line 1 cannot be read", "not repeated"},
      {"a: *nobody\n", "error: is no YAML: line 1 cannot be read", "an alias of nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(parsed(std::string(row.text)) == row.result);
  }
}

TEST_CASE("a document that grows without bounds is an error") {
  std::string bomb = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = std::to_string(i - 1);
    bomb += "b" + before + ": &a" + std::to_string(i) + " [*a" + before;
    for (int k = 0; k < 9; ++k) bomb += ", *a" + before;
    bomb += "]\n";
  }
  CHECK(parsed(bomb) == "error: is nested too deeply, or has too many values");
  CHECK(parsed("a: &x [*x]\n").starts_with("error: "));
  CHECK(parsed(std::string(5000, '[')).starts_with("error: "));
}

TEST_CASE("no text ends the scalar that it is written as") {
  CHECK(yaml_quoted("a\"b\\c\nd\te") == "\"a\\\"b\\\\c\\u000ad\\u0009e\"");
  CHECK(compose_literal("a$b ${C}") == "\"a$$b $${C}\"");
  for (int byte = 1; byte < 128; ++byte) {
    const std::string text = std::string("x") + static_cast<char>(byte) + "y";
    CAPTURE(byte);
    const auto value = parse_yaml("k: " + yaml_quoted(text) + "\n");
    REQUIRE(value);
    CHECK(value->find("k")->scalar == text);
  }
}

TEST_CASE("what acts on a terminal stands in a YAML file as an escape alone") {
  struct Row {
    std::string_view text;
    std::string_view quoted;
    std::string_view why;
  };
  const Row rows[] = {
      {"a\xc2\x9b"
       "b",
       R"("a\u009bb")", "C1"},
      {"\xe2\x80\xa8", R"("\u2028")", "a line separator"},
      {"\xe2\x80\xae", R"("\u202e")", "an override of the direction"},
      {"\xef\xbb\xbf", R"("\ufeff")", "a byte order mark"},
      {"\xef\xbf\xbe", R"("\ufffe")", "YAML allows it as an escape alone"},
      {"\xef\xbf\xbd", "\"\xef\xbf\xbd\"", "a neighbour of that"},
      {"\xe4\xbb\xa3\xf0\x9f\x98\x80", "\"\xe4\xbb\xa3\xf0\x9f\x98\x80\"", "letters and an emoji"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(yaml_quoted(row.text) == row.quoted);
    const auto value = parse_yaml("k: " + yaml_quoted(row.text) + "\n");
    REQUIRE(value);
    CHECK(value->find("k")->scalar == row.text);
  }
}

TEST_CASE("values know their lines") {
  const auto value = parse_yaml(
      "a: 1\nb:\n  c:\n    - x\n\n    - y: 2\n      z: |\n        text\nd:\ne: &e {f: 1}\ng: *e\n"
      "h:\n  <<: *e\n");
  REQUIRE(value);
  CHECK(value->find("a")->line == 1);
  CHECK(value->find("b")->line == 2);
  const YamlValue& items = *value->find("b")->find("c");
  CHECK(items.line == 3);
  CHECK(items.items[0].line == 4);
  CHECK(items.items[1].line == 6);
  CHECK(items.items[1].find("z")->line == 7);
  CHECK(value->find("d")->line == 9);
  CHECK(value->find("g")->line == 11);
  CHECK(value->find("g")->find("f")->line == 10);
  CHECK(value->find("h")->find("f")->line == 10);
}

TEST_CASE("tags of other programs are told from YAML's own") {
  const auto value = parse_yaml("a: !reference [b]\nc: !!str 1\nd: \"x\"\ne: !reset {}\nf: 1\n");
  REQUIRE(value);
  for (const YamlEntry& entry : value->entries) {
    CAPTURE(entry.key);
    CHECK(entry.value.has_own_tag() == (entry.key == "a" || entry.key == "e"));
  }
}

TEST_CASE("all documents of a text") {
  struct Row {
    std::string text;
    std::string result;
  };
  const Row rows[] = {
      {"", ""},
      {"a: 1\n", "{a:1};"},
      {"---\na: 1\n---\nb: 2\n...\n", "{a:1};{b:2};"},
      {"a: &x 1\n---\nb: *x\n", "error: is no YAML: line 3 cannot be read"},
      {"a: 1\n---\nb: [\n", "error: is no YAML: line 4 cannot be read"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto documents = parse_yaml_documents(row.text);
    std::string result = documents ? "" : "error: " + documents.error().message;
    if (documents) {
      for (const YamlValue& document : *documents) result += shown(document) + ";";
    }
    CHECK(result == row.result);
  }
}
