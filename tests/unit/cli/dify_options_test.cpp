// SPDX-License-Identifier: Apache-2.0
#include "cli/dify_options.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;
using namespace proxyenv::cli;

namespace {

// "init dir=x http" or "error: ...".
std::string parsed(const std::vector<std::string_view>& words) {
  const auto line = parse_dify_command_line(words);
  if (!line) return "error: " + line.error().message;
  std::string text = !line->action                      ? "no action"
                     : line->action == DifyAction::init ? "init"
                                                        : "verify";
  for (const auto& [option, values] : line->options) {
    text.append(" ").append(row_of(option).name);
    if (!values.empty()) text.append("=").append(*line->value(option));
  }
  return text;
}

}  // namespace

TEST_CASE("the command line of dify") {
  struct Row {
    std::vector<std::string_view> words;
    std::string_view result;
    std::string_view why;
  };
  const Row rows[] = {
      {{"init"}, "init", "nothing else"},
      {{"init", "--dir", "d", "--http"}, "init dir=d http", "options"},
      {{"init", "--upstream", "-"}, "init upstream=-", "standard input"},
      {{"init", "--upstream=http://h:1"}, "init upstream=http://h:1", "adjacent"},
      {{"init", "--domains", ".a", "--domains", "b"},
       "init domains=.a,b",
       "a list may be repeated"},
      {{"init", "--help"}, "init help", "help of an action"},
      {{"verify"}, "verify", "the tree alone"},
      {{"verify", "--dir", "d", "--access-log", "-", "--json"},
       "verify dir=d access-log=- json",
       "a log"},
      {{"verify", "squid.log", "--dir", "d"},
       "verify dir=d access-log=squid.log",
       "a log as a word"},
      {{"verify", "-"}, "verify access-log=-", "standard input as a word"},
      {{"verify", "--", "-x.log"}, "verify access-log=-x.log", "a file that begins like an option"},
      {{"verify", "a", "s3cret"},
       "error: dify verify reads one log, and there is more than one word: put the files together "
       "(cat FILE FILE | proxyenv dify verify -)",
       "two logs"},
      {{"verify", "s3cret", "--access-log", "-"},
       "error: dify verify: the log is given twice, by --access-log and as a word",
       "twice"},
      {{"verify", "--domains", "all"}, "verify domains=all", "without a tree"},
      {{"verify", "--wrap"},
       "error: --wrap is an option of `proxyenv dify init`",
       "an option of the other"},
      {{"init", "--json"}, "error: --json is an option of `proxyenv dify verify`", "likewise"},
      {{"--help"}, "no action help", "help"},
      {{}, "error: dify needs an action: init, verify; see proxyenv dify --help", "nothing"},
      {{"--dir", "d"},
       "error: dify needs an action in front of its options: init, verify",
       "no action"},
      {{"inti"},
       "error: dify has no such action; its actions: init, verify (did you mean init?)",
       "typo"},
      {{"http://u:s3cret@h:1"},
       "error: dify has no such action; its actions: init, verify",
       "no secret"},
      {{"init", "--dri", "d"}, "error: unknown option --dri (did you mean --dir?)", "typo"},
      {{"init", "--dir"}, "error: option --dir needs a value", "no value"},
      {{"init", "--dir", "a", "--dir", "b"}, "error: option --dir is given twice", "twice"},
      {{"init", "s3cret"},
       "error: dify init takes options only, and there is a word that is none (the folder is --dir "
       "DIR)",
       "a stray word"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(parsed(row.words) == row.result);
  }
}

TEST_CASE("option --help of dify names every action and option, in narrow lines") {
  const std::string help = render_dify_help();
  for (const DifyOptionRow& row : kDifyOptions) {
    CAPTURE(row.name);
    CHECK(help.find("--" + std::string(row.name)) != std::string::npos);
  }
  for (const DifyActionRow& row : kDifyActions) {
    CHECK(help.find("proxyenv dify " + std::string(row.name)) != std::string::npos);
  }
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 100);
    CHECK_FALSE(line.ends_with(' '));
  }
}
