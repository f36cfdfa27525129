// SPDX-License-Identifier: Apache-2.0
#include "dify/names/full_width.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "dify/names/domain_list.hpp"
#include "dify/names/exempt_list.hpp"
#include "dify/names/upstream.hpp"

using namespace proxyenv::dify;

TEST_CASE("full-width characters become the ASCII ones that they stand for") {
  struct Row {
    std::string_view text;
    std::string_view folded;
    bool changed;
  };
  const Row rows[] = {
      {"a，b、c", "a,b,c", true},
      {"a；b：c", "a;b:c", true},
      {"ａｂｃ．ＣＯＭ", "abc.COM", true},
      {"openai。com｡", "openai.com.", true},
      {"＠ｇｅｍｉｎｉ", "@gemini", true},
      {"a　b", "a b", true},
      {"！～＿｀？", "!~_`?", true},
      {"１２７．０．０．１", "127.0.0.1", true},
      {"a,b", "a,b", false},
      {"例子.测试", "例子.测试", false},
      {"｟｠￠", "｟｠￠", false},
      {"\xef\xbc", "\xef\xbc", false},
      {"\xef", "\xef", false},
      {"", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const FullWidthText got = fold_full_width(row.text);
    CHECK(got.text == row.folded);
    CHECK(got.was_changed == row.changed);
  }
}

TEST_CASE("the user and the password of a URL stay as they are") {
  struct Row {
    std::string_view url;
    std::string_view folded;
    bool changed;
  };
  const Row rows[] = {
      {"http：／／10.0.0.1：7890", "http://10.0.0.1:7890", true},
      {"ｈｔｔｐ://192。168。0。1:7890", "http://192.168.0.1:7890", true},
      {"http://a：b，@p。corp：3128", "http://a：b，@p.corp:3128", true},
      {"http：//a:b@p.corp:3128", "http://a:b@p.corp:3128", true},
      {"http://a:b＠p.corp:3128", "http://a:b@p.corp:3128", true},
      {"http://a:b＠c@p.corp:3128", "http://a:b＠c@p.corp:3128", false},
      {"a，b@p.corp:3128", "a，b@p.corp:3128", false},
      {"ａ:b@p.corp:3128", "ａ:b@p.corp:3128", false},
      {"http://p.corp:3128", "http://p.corp:3128", false},
      {"", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    const FullWidthText got = fold_full_width_url(row.url);
    CHECK(got.text == row.folded);
    CHECK(got.was_changed == row.changed);
  }
}

TEST_CASE("lists and upstreams from a full-width keyboard are understood and told") {
  const auto list =
      parse_domain_list("．googleapis。com，api.openai.com、ｇｏｏｇｌｅ.dev；x.test");
  REQUIRE(list);
  REQUIRE(list->domains.size() == 4);
  CHECK(list->domains[0].text() == ".googleapis.com");
  CHECK(list->domains[2].text() == "google.dev");
  CHECK(list->notes.front().starts_with("full-width characters are read as"));
  CHECK(is_all_domains("ａｌｌ"));

  const auto exempt = parse_exempt_list("wiki．corp，10．0．0．5");
  REQUIRE(exempt);
  CHECK(*exempt == std::vector<std::string>{"wiki.corp", "10.0.0.5"});

  const auto upstream = parse_upstream("http：//192。168。0。1：7890");
  REQUIRE(upstream);
  CHECK(upstream->shown() == "http://192.168.0.1:7890");
  CHECK(upstream->was_full_width);
  const auto of_variables = upstream_of_variables("192．168．0．1", "７８９０");
  REQUIRE(of_variables);
  CHECK(of_variables->shown() == "http://192.168.0.1:7890");
  CHECK(of_variables->was_full_width);
  const auto plain = parse_upstream("http://192.168.0.1:7890");
  REQUIRE(plain);
  CHECK(!plain->was_full_width);
  const auto secret = parse_upstream("http：//alice:%EF%BC%8C@192.168.0.1：7890");
  REQUIRE(secret);
  CHECK(secret->password == "，");
}
