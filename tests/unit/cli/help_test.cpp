// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/dify_options.hpp"
#include "cli/help_item.hpp"
#include "cli/options.hpp"
#include "core/exemption_groups.hpp"
#include "core/told_client.hpp"
#include "text/display.hpp"

using namespace proxyenv;

namespace {

constexpr Layout kPlain = {};

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

const cli::SubcommandRow& row_of(cli::Subcommand subcommand) {
  return cli::kSubcommands[static_cast<std::size_t>(subcommand)];
}

std::vector<cli::SubcommandRow> commands_of_the_launcher() {
  std::vector<cli::SubcommandRow> rows;
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    if (!row.in_companion && row.subcommand != cli::Subcommand::help) rows.push_back(row);
  }
  return rows;
}

void check_lines(const std::string& text, std::size_t width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(display_width(line) <= width);
    CHECK_FALSE(line.ends_with(' '));
  }
}

}  // namespace

TEST_CASE("the overview names each command, and nothing that does not exist") {
  const std::string help = cli::render_overview(kPlain);
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    CHECK(holds(help, "\n  " + std::string(row.name) + " "));
  }
  CHECK(holds(help, "proxyenv help COMMAND"));
  CHECK_FALSE(holds(help, "probe"));
  CHECK_FALSE(holds(help, "audit"));
}

TEST_CASE("option help of a command names each option and variable of its own, and no other") {
  for (const cli::SubcommandRow& command : commands_of_the_launcher()) {
    CAPTURE(command.name);
    const std::string help = cli::render_command_help(command, kPlain);
    for (const cli::OptionRow& row : cli::kOptions) {
      CAPTURE(row.name);
      const bool is_own = cli::overlap(row.scope, cli::scope_of(command.subcommand));
      const std::string item = row.name.empty()
                                   ? std::string(row.variable)
                                   : "  " + cli::help_name(row.name, row.short_name, row.argument);
      // A name alone may also be the beginning of another one: --proxy and --proxy-x.
      const bool is_there = holds(help, item + " ") || holds(help, item + "\n");
      // Another command may have an option of that name: the -v of run, and that of check.
      const cli::OptionRow* const own =
          cli::find_option(cli::kOptions, row.name, cli::scope_of(command.subcommand));
      const bool has_item = own != nullptr && own->argument == row.argument;
      if (!row.name.empty()) CHECK(is_there == has_item);
      if (is_own) CHECK(holds(help, row.variable));
    }
    CHECK(holds(help, "proxyenv " + std::string(command.name) + " " +
                          std::string(command.synopsis) + "\n"));
    std::istringstream examples{std::string(command.examples)};
    std::size_t count = 0;
    for (std::string line; std::getline(examples, line); ++count) {
      CHECK(holds(help, "\n  " + line + "\n"));
    }
    CHECK(count > 0);
  }
}

TEST_CASE("option values with names of their own are in the help of run") {
  const std::string help = cli::render_command_help(row_of(cli::Subcommand::run), kPlain);
  for (const ExemptionGroup& group : kExemptionGroups) CHECK(holds(help, group.name));
  for (const ToldClientRow& row : kToldClients) CHECK(holds(help, row.name));
}

TEST_CASE("no line of a help text is wider than 80 columns") {
  check_lines(cli::render_overview(kPlain), 80);
  check_lines(cli::render_dify_help(), 80);
  for (const cli::SubcommandRow& row : commands_of_the_launcher()) {
    CAPTURE(row.name);
    check_lines(cli::render_command_help(row, kPlain), 80);
    CHECK(cli::render_command_help(row, {200, {}}) == cli::render_command_help(row, kPlain));
  }
}

TEST_CASE("a narrow terminal gets narrow help, and colours change no word") {
  const std::string narrow = cli::render_command_help(row_of(cli::Subcommand::check), {44, {}});
  CHECK(holds(narrow, "  --json\n      print JSON\n"));
  std::istringstream lines(narrow);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    const bool may_be_copied = line.starts_with("  proxyenv ");
    CHECK((may_be_copied || display_width(line) <= 44));
  }
  std::string painted = cli::render_overview({80, Style::colored()});
  CHECK(holds(painted, "\x1b[1mCommands:\x1b[0m\n"));
  painted.erase(painted.find("\x1b[1m"), 4);
  painted.erase(painted.find("\x1b[0m"), 4);
  CHECK(painted == cli::render_overview({80, {}}));
}
