// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;
using namespace proxyenv::cli;

namespace {

using Words = std::vector<std::string_view>;

// "SUBCOMMAND option=value... | operand..." or "error: ...".
std::string parsed(const Words& words) {
  const auto line = parse_command_line(words);
  if (!line) return "error: " + line.error().message;
  std::string text;
  for (const SubcommandRow& row : kSubcommands) {
    if (row.subcommand == line->subcommand) text = row.name;
  }
  for (const auto& [option, values] : line->options) {
    text.append(" ").append(row_of(option).name);
    for (const std::string& value : values) text.append("=").append(value);
  }
  text.append(" |");
  for (const std::string& argument : line->arguments) text.append(" ").append(argument);
  const bool has_operands = line->subcommand == Subcommand::run || line->command_begin > 0;
  for (std::size_t i = line->command_begin; has_operands && i < words.size(); ++i) {
    text.append(" ").append(words[i]);
  }
  return text;
}

}  // namespace

TEST_CASE("options end at the first word that is not one") {
  struct Row {
    Words words;
    std::string_view result;
    std::string_view why;
  };
  const Row rows[] = {
      {{}, "run |", "nothing"},
      {{"cmd"}, "run | cmd", "a command"},
      {{"cmd", "-v", "--", "x"}, "run | cmd -v -- x", "everything behind it is the command's"},
      {{"--", "cmd"}, "run | cmd", "the separator"},
      {{"--", "--", "cmd"}, "run | -- cmd", "only one separator is ours"},
      {{"--", "-v"}, "run | -v", "a command called -v"},
      {{"--"}, "run |", "a separator and nothing"},
      {{"-v", "cmd", "-q"}, "run verbose | cmd -q", "an option"},
      {{"-qv", "cmd"}, "run quiet verbose | cmd", "two short ones"},
      {{"--prefer", "upper", "cmd"}, "run prefer=upper | cmd", "with a value"},
      {{"--prefer=upper", "cmd"}, "run prefer=upper | cmd", "with =="},
      {{"--prefer", "upper", "--", "cmd"}, "run prefer=upper | cmd", "then the separator"},
      {{"--exempt", "a", "--exempt", "b", "cmd"}, "run exempt=a=b | cmd", "a list adds up"},
      {{"--exempt", "--x", "cmd"}, "run exempt=--x | cmd", "a value may look like an option"},
      {{"--exempt", "-x", "cmd"}, "run exempt=-x | cmd", "also like a short one"},
      {{"--exempt=a=b", "cmd"}, "run exempt=a=b | cmd", "the first = ends the name"},
      {{"--also", "java", "--also=node", "cmd"}, "run also=java=node | cmd", "so does this one"},
      {{"-", "x"}, "run | - x", "a lone hyphen is a word"},
      {{"a=b", "x"}, "run | a=b x", "a command with an = in its name"},
      {{"run", "cmd"}, "run | cmd", "the subcommand by name"},
      {{"run", "run"}, "run | run", "only the first word can be one"},
      {{"run", "-v", "--", "cmd"}, "run verbose | cmd", "options behind it"},
      {{"-v", "show"}, "run verbose | show", "not behind an option"},
      {{"--", "show"}, "run | show", "not behind the separator"},
      {{"show"}, "show |", "show"},
      {{"show", "--json", "--pid", "7"}, "show pid=7 json |", "with options"},
      {{"show", "--env-file", "-"}, "show env-file=- |", "a hyphen as a value"},
      {{"explain", "u1", "--json", "u2", "--", "--x"}, "explain json | u1 u2 --x", "in any order"},
      {{"explain", "--client", "curl", "-", "--client=go"}, "explain client=curl=go | -", "twice"},
      {{"check", "--severity", "error"}, "check severity=error |", "check"},
      {{"check", "a", "--env-file", "b", "--env-file=c", "d"},
       "check env-file=b=c | a d",
       "check takes several sources"},
      {{"check", "--pid", "1", "--pid", "2", "-"}, "check pid=1=2 | -", "of each kind"},
      {{"check", "--output", "sarif", "--ignore", "a,b", "--ignore=c", "--config", "x"},
       "check output=sarif ignore=a,b=c config=x |",
       "what it prints and ignores"},
      {{"check", "-v", "a"}, "check verbose | a", "-v is another option there"},
      {{"shown"}, "run | shown", "near miss"},
      {{"dify", "--", "cmd", "-x"}, "dify | -- cmd -x", "all words go to the companion"},
      {{"dify", "--help"}, "dify | --help", "its options too"},
      {{"audit", "--", "cmd"}, "run | audit -- cmd", "a name that no subcommand has"},
      {{"help"}, "help |", "help as a word"},
      {{"help", "show", "--color=never"}, "help color=never | show", "of a command"},
      {{"helper"}, "run | helper", "near miss"},
      {{"--install", "/x"}, "run install=/x |", "install"},
      {{"-h"}, "run help |", "help"},
      {{"--version"}, "run version |", "version"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(parsed(row.words) == row.result);
  }
}

TEST_CASE("a command line that cannot be read is one clear sentence") {
  const std::string hint = "; if it belongs to the command, put -- before the command";
  struct Row {
    Words words;
    std::string message;
  };
  const Row rows[] = {
      {{"--prefre=upper", "cmd"}, "unknown option --prefre (did you mean --prefer?)" + hint},
      {{"--zzz", "cmd"}, "unknown option --zzz" + hint},
      {{"-x", "cmd"}, "unknown option -x" + hint},
      {{"-vx", "cmd"}, "unknown option -x" + hint},
      {{"-xs3cret=1", "cmd"}, "unknown option -x" + hint},
      {{"-vs3cret"}, "unknown option -s" + hint},
      {{"--exempt", "--", "cmd"}, "option --exempt needs a value"},
      {{"--install", "--"}, "option --install needs a value"},
      {{"--exempt=--", "cmd"}, "option --exempt needs a value"},
      {{"--exempt", "-v", "cmd"}, "option --exempt needs a value"},
      {{"--strict="}, "option --strict takes no value"},
      {{"--zzz="}, "unknown option --zzz" + hint},
      {{"--=x"}, "unknown option --" + hint},
      {{"-v=1"}, "unknown option -" + hint},
      {{"--pref", "upper"}, "unknown option --pref (did you mean --prefer?)" + hint},
      {{"--json", "cmd"}, "--json is an option of `proxyenv show`"},
      {{"show", "--strict"}, "--strict is an option of `proxyenv run`"},
      {{"show", "--env-file", "a", "--env-file", "b"}, "option --env-file is given twice"},
      {{"explain", "u", "--pid", "1", "--pid", "1"}, "option --pid is given twice"},
      {{"check", "--output", "text", "--output", "text"}, "option --output is given twice"},
      {{"show", "--ignore", "a"}, "--ignore is an option of `proxyenv check`"},
      {{"check", "--ignroe", "a"}, "unknown option --ignroe (did you mean --ignore?)"},
      {{"show", "--jsn"}, "unknown option --jsn (did you mean --json?)"},
      {{"--prefer"}, "option --prefer needs a value"},
      {{"--prefer="}, "option --prefer needs a value"},
      {{"--strict=1"}, "option --strict takes no value"},
      {{"--prefer", "upper", "--prefer", "lower"}, "option --prefer is given twice"},
      {{"--http://u:s3cret@p", "cmd"}, "unknown option of 19 bytes (not shown)" + hint},
      {{"--proxyhttp://u:s3cret@p"}, "unknown option of 24 bytes (not shown)" + hint},
      {{"--prxy=http://u:s3cret@p"}, "unknown option --prxy (did you mean --proxy?)" + hint},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    CHECK(parsed(row.words) == "error: " + row.message);
  }
}

TEST_CASE("a command that is not there may be a subcommand with a mistake") {
  struct Row {
    std::string_view word;
    std::string_view meant;  // empty: nothing is suggested
    std::string_view why;
  };
  const Row rows[] = {
      {"chek", "check", "a letter is missing"},
      {"hceck", "check", "two are swapped"},
      {"shwo", "show", "also in a short word"},
      {"explan", "explain", "two mistakes at most in a long word"},
      {"SHOW", "show", "case"},
      {"dfiy", "dify", "a command of the companion"},
      {"chef", "", "a command, two letters from check"},
      {"shuf", "", "and one that is two from show"},
      {"runc", "", "one letter from run"},
      {"helm", "", "one letter from help"},
      {"/bin/chek", "", "a path"},
      {"", "", "no word at all"},
      {"s3cret:s3cret@proxy.corp", "", "anything else"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const std::string expected =
        row.meant.empty() ? "" : " (did you mean the subcommand " + std::string(row.meant) + "?)";
    CHECK(did_you_mean_subcommand(row.word) == expected);
  }
}
