// SPDX-License-Identifier: Apache-2.0
#include "docgen/command_spec.hpp"

#include <algorithm>

#include "cli/dify_options.hpp"
#include "cli/options.hpp"
#include "docgen/values.hpp"

namespace proxyenv::docgen {

namespace {

// The options of `scope` in a table.
template <class Option, class Scope, std::size_t N>
std::vector<OptionSpec> options_of(const cli::OptionTable<Option, Scope, N>& table, Scope scope) {
  std::vector<OptionSpec> options;
  for (const auto& row : table) {
    if (!cli::overlap(row.scope, scope)) continue;
    Values values = values_of(row.option);
    const bool repeatable =
        row.repeat == cli::Repeat::joins_lists || cli::overlap(row.repeated_by, scope);
    options.push_back({std::string(row.name), row.short_name, std::string(row.argument),
                       std::string(row.help), std::string(row.variable), repeatable, values.takes,
                       std::move(values.words)});
  }
  return options;
}

Operands operands_of(cli::Subcommand subcommand) {
  switch (subcommand) {
    case cli::Subcommand::run:
      return Operands::command;
    case cli::Subcommand::check:
      return Operands::files;
    case cli::Subcommand::explain:
      return Operands::urls;
    case cli::Subcommand::diff:
      return Operands::environments;
    case cli::Subcommand::help:
      return Operands::command_names;
    case cli::Subcommand::show:
    case cli::Subcommand::dify:
      return Operands::none;
  }
  return Operands::none;
}

std::vector<CommandSpec> dify_actions() {
  std::vector<CommandSpec> actions;
  for (const cli::DifyActionRow& row : cli::kDifyActions) {
    const auto scope =
        row.action == cli::DifyAction::init ? cli::DifyScope::init : cli::DifyScope::verify;
    actions.push_back({std::string(row.name),
                       std::string(row.summary),
                       std::string(row.synopsis),
                       {},
                       {},
                       Operands::none,
                       options_of(cli::kDifyOptions, scope),
                       {}});
  }
  return actions;
}

}  // namespace

ProgramSpec launcher() {
  ProgramSpec program = {"proxyenv", {}};
  for (const cli::SubcommandRow& row : cli::kSubcommands) {
    CommandSpec command = {std::string(row.name),
                           std::string(row.summary),
                           std::string(row.synopsis),
                           std::string(row.operands),
                           std::string(row.examples),
                           operands_of(row.subcommand),
                           options_of(cli::kOptions, cli::scope_of(row.subcommand)),
                           {}};
    if (row.subcommand == cli::Subcommand::dify) command.actions = dify_actions();
    program.commands.push_back(std::move(command));
  }
  return program;
}

ProgramSpec companion() {
  ProgramSpec program = launcher();
  program.name = "proxyenv-tools";
  std::erase_if(program.commands, [](const CommandSpec& it) { return it.name == "run"; });
  return program;
}

}  // namespace proxyenv::docgen
