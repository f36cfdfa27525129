// SPDX-License-Identifier: Apache-2.0
#include "cli/ignore_rules.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;
using namespace proxyenv::cli;

TEST_CASE("names of findings to ignore, behind the option") {
  CHECK(parse_ignored_names("quotes").value() == std::vector<IgnoreRule>{{FindingKind::quotes}});
  CHECK(parse_ignored_names(" quotes , blanks,quotes").value() ==
        std::vector<IgnoreRule>{{FindingKind::quotes}, {FindingKind::blanks}});
  CHECK(parse_ignored_names("qoutes").error().message ==
        "no finding has that name (did you mean quotes?)");
  CHECK(parse_ignored_names("s3cret-word").error().message == "no finding has that name");
  CHECK(parse_ignored_names(",").error().message == "names no finding");
}

TEST_CASE("a file of findings to ignore has one rule on a line") {
  const auto rules = parse_ignore_file(
      "# why: docker's files here\r\n"
      "ignore quotes\r\n"
      "\n"
      "  ignore  blanks NO_PROXY   # a comment\n"
      "ignore https_gap * legacy/*.env\n"
      "ignore missing_spelling https_proxy a#b.env");
  CHECK(rules.value() ==
        std::vector<IgnoreRule>{{FindingKind::quotes, "", "", 2},
                                {FindingKind::blanks, "NO_PROXY", "", 4},
                                {FindingKind::https_gap, "", "legacy/*.env", 5},
                                {FindingKind::missing_spelling, "https_proxy", "a#b.env", 6}});
  CHECK(parse_ignore_file("").value().empty());
  CHECK(parse_ignore_file("\xef\xbb\xbfignore quotes").value().size() == 1);  // a byte order mark
}

TEST_CASE("what is wrong in a file of findings to ignore is said with its line") {
  struct Row {
    std::string_view text;
    std::string_view message;
  };
  for (const Row& row : std::array<Row, 6>{{
           {"ignore quotes\nignore qoutes",
            "line 2: no finding has that name (did you mean quotes?)"},
           {"ingore quotes", "line 1: a rule begins with the word ignore"},
           {"quotes", "line 1: a rule begins with the word ignore"},
           {"\nignore # quotes", "line 2: ignore needs the name of a finding"},
           {"ignore quotes legacy/*.env",
            "line 1: behind NAME stands the name of a variable; for a file write: ignore NAME * "
            "FILE-PATTERN"},
           {"ignore quotes * a b",
            "line 1: there is a word too many: ignore NAME VARIABLE FILE-PATTERN"},
       }}) {
    CAPTURE(row.text);
    CHECK(parse_ignore_file(row.text).error().message == row.message);
  }
  std::string many;
  for (int i = 0; i < 1001; ++i) many.append("ignore quotes\n");
  CHECK(parse_ignore_file(many).error().message == "line 1001: more than 1000 rules");
}

TEST_CASE("a rule ignores what all its words are true of") {
  const Finding finding{FindingKind::quotes, "HTTPS_PROXY", "HTTPS_PROXY has quotes"};
  struct Row {
    IgnoreRule rule;
    std::string_view path;
    bool ignored;
  };
  for (const Row& row : std::array<Row, 9>{{
           {{FindingKind::quotes}, "a.env", true},
           {{FindingKind::quotes}, "", true},
           {{FindingKind::blanks}, "a.env", false},
           {{FindingKind::quotes, "HTTPS_PROXY"}, "a.env", true},
           {{FindingKind::quotes, "https_proxy"}, "a.env", false},
           {{FindingKind::quotes, "", "*.env"}, "x/a.env", true},
           {{FindingKind::quotes, "", "*.yaml"}, "x/a.env", false},
           {{FindingKind::quotes, "", "*"}, "", false},  // no file
           {{FindingKind::quotes, "HTTP_PROXY", "*.env"}, "x/a.env", false},
       }}) {
    CAPTURE(row.path);
    CHECK(ignoring_rule({row.rule}, finding, row.path).has_value() == row.ignored);
  }
  CHECK(!ignoring_rule({}, finding, "a.env"));
  CHECK(ignoring_rule({{FindingKind::blanks}, {FindingKind::quotes}, {FindingKind::quotes}},
                      finding, "") == 1);
}
