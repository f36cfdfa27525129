// SPDX-License-Identifier: Apache-2.0
// proxyenv, the launcher. It parses the command line, calls a subcommand, prints errors as one line
// and returns the exit status.
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/version.hpp"
#include "commands/commands.hpp"
#include "commands/out_of_memory.hpp"
#include "core/environment.hpp"

namespace {

using proxyenv::Error;
using proxyenv::cli::Option;
using proxyenv::cli::Subcommand;

int dispatch(const proxyenv::commands::Invocation& invocation) {
  namespace commands = proxyenv::commands;
  const auto& line = invocation.line;
  if (line.has(Option::help)) return commands::help(invocation);
  if (line.has(Option::version)) {
    return commands::print("proxyenv " + std::string(proxyenv::kVersion) + "\n");
  }
  if (line.has(Option::install)) return commands::install(invocation);
  switch (line.subcommand) {
    case Subcommand::run:
      return commands::run(invocation);
    case Subcommand::show:
      return commands::show(invocation);
    case Subcommand::check:
      return commands::check(invocation);
    case Subcommand::explain:
      return commands::explain(invocation);
    case Subcommand::diff:
      return commands::diff(invocation);
    case Subcommand::dify:
      return commands::companion(invocation);
    case Subcommand::help:
      return commands::help(invocation);
  }
  return commands::fail_with(Error{"unknown subcommand"});
}

int launch(int argc, char** argv, char** envp) {
  namespace commands = proxyenv::commands;
  if (const auto allowed = commands::refuse_set_id(); !allowed) {
    return commands::fail_with(allowed.error());
  }
  // Before Linux 5.18, execve(2) allowed an empty argv.
  char** const words = argv + (argc > 0 ? 1 : 0);
  const std::vector<std::string_view> word_list(words, argv + argc);
  const auto line = proxyenv::cli::parse_command_line(word_list);
  if (!line) return commands::fail_with(line.error());
  const auto environment = proxyenv::Environment::borrow(envp);
  return dispatch({*line, argv, words + line->command_begin, environment});
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  return proxyenv::commands::run_until_out_of_memory(launch, argc, argv, envp);
}
