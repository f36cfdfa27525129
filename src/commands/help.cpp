// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "cli/help_item.hpp"
#include "commands/commands.hpp"
#include "commands/layout.hpp"
#include "os/log.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::commands {

namespace {

Error no_such_command(std::string_view word) {
  std::string names;
  std::vector<std::string_view> known;
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    known.push_back(row.name);
    names.append(names.empty() ? "" : ", ").append(row.name);
  }
  return Error{"help: no command of proxyenv has that name; they are " + names +
               did_you_mean(word, known)};
}

// proxyenv-tools prints the help of its commands.
int help_of_companion(const Invocation& invocation, const cli::SubcommandRow& row) {
  std::string name(row.name);
  std::string option = "--help";
  std::array<char*, 4> words = {nullptr, name.data(), option.data(), nullptr};
  cli::CommandLine line;
  line.subcommand = row.subcommand;
  return companion({line, words.data(), words.data() + 1, invocation.environment});
}

int help_of(const Invocation& invocation, std::string_view name) {
  const auto* const row =
      std::find_if(cli::kSubcommands.begin(), cli::kSubcommands.end(),
                   [&](const cli::SubcommandRow& candidate) { return candidate.name == name; });
  if (row == cli::kSubcommands.end()) return fail_with(no_such_command(name));
  if (row->in_companion) return help_of_companion(invocation, *row);
  const auto layout = read_layout(invocation);
  if (!layout) return fail_with(layout.error());
  return print(row->subcommand == cli::Subcommand::help ? cli::render_overview(*layout)
                                                        : cli::render_command_help(*row, *layout),
               layout->style);
}

}  // namespace

int help(const Invocation& invocation) {
  const cli::CommandLine& line = invocation.line;
  if (line.arguments.size() > 1 && line.subcommand == cli::Subcommand::help) {
    return fail_with(Error{"help takes the name of one command"});
  }
  std::string_view name = "help";
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    if (line.names_subcommand && row.subcommand == line.subcommand) name = row.name;
  }
  const bool asks_for_one = line.subcommand == cli::Subcommand::help && !line.arguments.empty();
  return help_of(invocation, asks_for_one ? std::string_view(line.arguments.front()) : name);
}

int fail_without_command() {
  const int status = fail_with(Error{"no command given"});
  os::log_lines("\n" + cli::render_overview({cli::kHelpWidth, {}}));
  return status;
}

}  // namespace proxyenv::commands
