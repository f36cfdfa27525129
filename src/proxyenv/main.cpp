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

using proxyenv::cli::Option;
using proxyenv::cli::Subcommand;

int dispatch(const proxyenv::commands::Invocation& invocation) {
  namespace commands = proxyenv::commands;
  const auto& line = invocation.line;
  // What an option asks for comes first, whatever the subcommand: --help, then these two.
  if (!line.has(Option::help)) {
    if (line.has(Option::version)) {
      return commands::print("proxyenv " + std::string(proxyenv::kVersion) + "\n");
    }
    if (line.has(Option::install)) return commands::install(invocation);
  }
  if (const auto status = commands::look_at_source(invocation)) return *status;
  return line.subcommand == Subcommand::dify ? commands::companion(invocation)
                                             : commands::run(invocation);
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
