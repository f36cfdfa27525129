// SPDX-License-Identifier: Apache-2.0
// proxyenv, the launcher. It parses the command line, calls a subcommand, prints errors as one line
// and returns the exit status.
#include <string_view>
#include <vector>

#include "build_facts/build_facts.hpp"
#include "cli/command_line.hpp"
#include "commands/commands.hpp"
#include "commands/out_of_memory.hpp"
#include "core/environment.hpp"

namespace {

using proxyenv::cli::Option;
using proxyenv::cli::Subcommand;

int print_version(bool as_json) {
  const proxyenv::BuildFacts& facts = proxyenv::kBuildFacts;
  return proxyenv::commands::print(as_json ? facts.json : facts.text);
}

// `proxyenv --version --json`. Alone, --json is an option of other commands than run.
bool asks_for_version_as_json(const std::vector<std::string_view>& words) {
  return words.size() == 2 &&
         (words[0] == "--version" ? words[1] == "--json"
                                  : words[0] == "--json" && words[1] == "--version");
}

int dispatch(const proxyenv::commands::Invocation& invocation) {
  namespace commands = proxyenv::commands;
  const auto& line = invocation.line;
  // What an option asks for comes first, whatever the subcommand: --help, then these two.
  if (!line.has(Option::help)) {
    if (line.has(Option::version)) {
      return print_version(line.has(Option::json));
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
  if (asks_for_version_as_json(word_list)) return print_version(true);
  const auto line = proxyenv::cli::parse_command_line(word_list);
  if (!line) return commands::fail_with(line.error());
  const auto environment = proxyenv::Environment::borrow(envp);
  return dispatch({*line, argv, words + line->command_begin, environment});
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  return proxyenv::commands::run_until_out_of_memory(launch, argc, argv, envp);
}
