// SPDX-License-Identifier: Apache-2.0
// The words that man pages and completions offer for an option are those that its parser takes.
#include "docgen/values.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "cli/ignore_rules.hpp"
#include "cli/output_form.hpp"
#include "cli/policy_values.hpp"
#include "cli/terminal_settings.hpp"
#include "core/exemption_groups.hpp"
#include "docgen/command_spec.hpp"
#include "sources/format.hpp"

using namespace proxyenv;
using cli::Option;

namespace {

// An empty text where the option takes the word, or the parser's message.
template <class T>
std::string outcome(const Result<T>& result) {
  return result ? std::string() : result.error().message;
}

std::string parse(Option option, const std::string& word) {
  switch (option) {
    case Option::only:
      return outcome(cli::parse_only(word));
    case Option::prefer:
      return outcome(cli::parse_prefer(word));
    case Option::empty:
      return outcome(cli::parse_empty(word));
    case Option::repair:
      return outcome(cli::parse_repair(word));
    case Option::leave_out:
      return outcome(cli::parse_leave_out(word));
    case Option::also:
      return outcome(cli::parse_also(word));
    case Option::exempt:
      return outcome(expand_exemptions(word));
    case Option::color:
      return outcome(cli::parse_color(word));
    case Option::severity:
      return outcome(cli::parse_severity(word));
    case Option::output:
      return outcome(cli::parse_check_output(word));
    case Option::show_output:
      return outcome(cli::read_show_form({{Option::show_output, {word}}}));
    case Option::ignore:
      return outcome(cli::parse_ignored_names(word));
    default:
      return "no parser is asked";
  }
}

}  // namespace

TEST_CASE("an option takes each word that is offered for its value") {
  for (const Option option :
       {Option::only, Option::prefer, Option::empty, Option::repair, Option::also, Option::exempt,
        Option::color, Option::severity, Option::output, Option::show_output, Option::ignore}) {
    const auto values = docgen::values_of(option);
    CAPTURE(cli::row_of(option).name);
    CHECK(!values.words.empty());
    CHECK(parse(option, "@none") != "");
    for (const docgen::Word& word : values.words) {
      CAPTURE(word.word);
      CHECK(parse(option, word.word) == "");
    }
  }
}

// A message names all words: "must be note, warning or error".
TEST_CASE("each word that the parser of an option names is offered") {
  for (const Option option : {Option::prefer, Option::empty, Option::repair, Option::color,
                              Option::severity, Option::output}) {
    std::string expected = "must be ";
    const auto words = docgen::values_of(option).words;
    for (std::size_t i = 0; i < words.size(); ++i) {
      expected.append(i == 0 ? "" : i + 1 == words.size() ? " or " : ", ").append(words[i].word);
    }
    CHECK(parse(option, "-").starts_with(expected));
  }
}

TEST_CASE("formats are found by the names that are offered, and a flag has no words") {
  for (const docgen::Word& word : docgen::values_of(Option::env_format).words) {
    CHECK(sources::find_format(word.word));
  }
  CHECK(docgen::values_of(Option::json).takes == docgen::Takes::nothing);
  CHECK(docgen::values_of(Option::proxy).takes == docgen::Takes::text);
  CHECK(docgen::values_of(Option::pid).takes == docgen::Takes::process);
}

TEST_CASE("the companion has the commands of the launcher but run") {
  const auto launcher = docgen::launcher();
  const auto companion = docgen::companion();
  CHECK(launcher.commands.front().name == "run");
  CHECK(companion.commands.size() + 1 == launcher.commands.size());
  for (const docgen::CommandSpec& command : companion.commands) {
    CHECK(command.actions.empty() == (command.name != "dify"));
  }
}
