// SPDX-License-Identifier: Apache-2.0
// Words of a command line, and values of PROXYENV_ variables. They are accepted, or refused in one
// line that does not repeat them.
#include "cli/command_line.hpp"
#include "cli/ignore_rules.hpp"
#include "cli/proxyenv_variables.hpp"
#include "fuzz/fuzzing.hpp"
#include "text/display.hpp"

using namespace proxyenv;
using namespace proxyenv::fuzzing;

namespace {

void check_error(const Error& error) {
  promise(!error.message.empty(), "an error says something");
  promise(error.message.find('\n') == std::string::npos, "in one line");
  promise(escape_for_display(error.message) == error.message, "that is safe to show");
  hides_the_secret(error.message);
}

// The same for the lines of a file of findings to ignore.
void check_rules(std::string_view text) {
  const auto rules = cli::parse_ignore_file(text);
  if (!rules) check_error(rules.error());
  const auto names = cli::parse_ignored_names(text);
  if (!names) check_error(names.error());
}

void check_line(const std::vector<std::string_view>& words) {
  const auto line = cli::parse_command_line(words);
  if (!line) return check_error(line.error());
  promise(line->command_begin <= words.size(), "the command begins within the words");
  const auto settings = cli::read_settings(line->options, Environment());
  if (!settings) check_error(settings.error());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(data, size);
  const std::vector<std::string> lines = entries_in(text);
  std::vector<std::string> kept;  // the words as C strings, without NUL
  for (const std::string& line : lines) kept.emplace_back(line.c_str());
  check_line({kept.begin(), kept.end()});
  check_rules(text);
  // Uses each line as the value of each option, with a password in it.
  if (names_the_secret(text) || kept.size() != 1) return 0;
  for (const std::string& line : kept) {
    const std::string value = with_credentials(line, line);
    check_rules("ignore " + value);
    check_rules("ignore quotes " + value);
    for (const cli::OptionRow& row : cli::kOptions) {
      if (!row.name.empty()) {
        const std::string option = "--" + std::string(row.name);
        const std::string joined = option + "=" + value;
        check_line({option, value});
        check_line({"show", joined});
        check_line({"explain", option, value});
      }
      if (row.variable.empty()) continue;
      const Environment own = Environment::own({std::string(row.variable) + "=" + value});
      const auto settings = cli::read_settings({}, own);
      if (!settings) check_error(settings.error());
      const auto off = cli::is_switched_off(own);
      if (!off) check_error(off.error());
    }
  }
  return 0;
}
