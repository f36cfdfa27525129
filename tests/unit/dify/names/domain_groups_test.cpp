// SPDX-License-Identifier: Apache-2.0
#include "dify/names/domain_groups.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>

#include "dify/names/domain_list.hpp"
#include "text/list.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

TEST_CASE("every group has a source, and domains that a list may hold without a note or warning") {
  std::string_view before;
  for (const DomainGroup& group : domain_groups()) {
    CAPTURE(group.name);
    CHECK(before < group.name);
    before = group.name;
    CHECK(!group.source.empty());
    CHECK(find_domain_group(group.name) == &group);
    const auto list = parse_domain_list(text::joined(group.domains, ","));
    REQUIRE(list);
    CHECK(list->domains.size() == group.domains.size());
    CHECK(list->notes.empty());
    CHECK(list->warnings.empty());
  }
}

TEST_CASE("the name of a group stands for its domains in a list") {
  struct Row {
    std::string_view list;
    std::string_view domains;  // or the beginning of the error
    std::string_view why;
  };
  constexpr std::string_view kUnknown =
      "holds the name of a group that is not known; the groups: "
      "@anthropic, @azure-openai, ";
  const Row rows[] = {
      {"@gemini", "generativelanguage.googleapis.com", ""},
      {"@GEMINI", "generativelanguage.googleapis.com", "letter case"},
      {"＠gemini", "generativelanguage.googleapis.com", "full width"},
      {"@deepseek,@groq x.test", "api.deepseek.com api.groq.com x.test", "several, and a domain"},
      {"\"@deepseek\"", "api.deepseek.com", "quoted"},
      {".deepseek.com,@deepseek", ".deepseek.com", "a domain that covers the group's"},
      {"@github,@plugins",
       "github.com api.github.com .githubusercontent.com .dify.ai pypi.org .pythonhosted.org",
       "two groups with the same domains"},
      {"@gemni", "holds the name of a group that is not known (did you mean @gemini?)", "a slip"},
      {"@OpnAI,.x.test", "holds the name of a group that is not known (did you mean @openai?)",
       "a slip beside a domain"},
      {"@nothing-like-it", kUnknown, "no slip"},
      {"@", "holds an @", "no name"},
      {"@gemini,user@proxy", "holds an @", "a password, maybe"},
      {"alice:x,@gemini@proxy", "holds an @", "a password, maybe"},
      {"alice:x,@s3cret", kUnknown, "a password, maybe: it is not repeated"},
      {"@gemini,gemini",
       "entry 2, gemini, is a single label, a name of the intranet; write a domain "
       "with a dot in it, or @gemini for its domains",
       "the bare name"},
      {"OpenAI",
       "entry 1, OpenAI, is a single label, a name of the intranet; write a domain with a "
       "dot in it, or @openai for its domains",
       "the bare name"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.list);
    CAPTURE(row.why);
    const auto list = parse_domain_list(row.list);
    if (!list) {
      CHECK(list.error().message.starts_with(row.domains));
      CHECK(list.error().message.find("s3cret") == std::string::npos);
      continue;
    }
    std::string got;
    for (const Domain& domain : list->domains)
      got.append(got.empty() ? "" : " ").append(domain.text());
    CHECK(got == row.domains);
  }
}

// Of the plugins at that commit these four import tiktoken; fireworks and novita only speak of it.
TEST_CASE("the groups whose plugins count tokens with tiktoken hold the host of its tables") {
  for (const DomainGroup& group : domain_groups()) {
    CAPTURE(group.name);
    const bool imports_tiktoken = group.name == "azure-openai" || group.name == "bedrock" ||
                                  group.name == "openai" || group.name == "vertex";
    const bool holds_tables = std::count(group.domains.begin(), group.domains.end(),
                                         "openaipublic.blob.core.windows.net") == 1;
    CHECK(holds_tables == imports_tiktoken);
  }
}

TEST_CASE("a note says what a group is") {
  const auto small = parse_domain_list("@moonshot");
  REQUIRE(small);
  CHECK(small->notes == std::vector<std::string>{"@moonshot is api.moonshot.cn, api.moonshot.ai"});
  const auto large = parse_domain_list("@bedrock");
  REQUIRE(large);
  CHECK(large->notes == std::vector<std::string>{"@bedrock is 61 domains"});
}
