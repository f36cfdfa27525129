// SPDX-License-Identifier: Apache-2.0
// proxyenv-tools, the companion program, has the commands that need a network or heavy libraries.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/dify_options.hpp"
#include "cli/version.hpp"
#include "commands/commands.hpp"
#include "commands/out_of_memory.hpp"
#include "core/environment.hpp"
#include "tools/commands.hpp"

namespace {

using proxyenv::Error;
using proxyenv::cli::DifyAction;
using proxyenv::cli::DifyOption;

int dify(std::span<const std::string_view> words, const proxyenv::Environment& environment) {
  namespace cli = proxyenv::cli;
  const auto line = cli::parse_dify_command_line(words);
  if (!line) return proxyenv::commands::fail_with(line.error());
  if (line->has(DifyOption::help)) return proxyenv::commands::print(cli::render_dify_help());
  switch (*line->action) {
    case DifyAction::init:
      return proxyenv::tools::dify_init(*line, environment);
    case DifyAction::verify:
      return proxyenv::tools::dify_verify(*line, environment);
  }
  return proxyenv::commands::fail_with(Error{"unknown action"});
}

int run(int argc, char** argv, char** envp) {
  namespace commands = proxyenv::commands;
  if (const auto allowed = commands::refuse_set_id(); !allowed) {
    return commands::fail_with(allowed.error());
  }
  const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  const std::string version = "proxyenv-tools " + std::string(proxyenv::kVersion);
  if (words.size() == 1 && words[0] == "--version") return commands::print(version + "\n");
  if (!words.empty() && words[0] == "dify") {
    const auto environment = proxyenv::Environment::borrow(envp);
    return dify(std::span(words).subspan(1), environment);
  }
  return commands::fail_with(
      Error{version + " has one command: dify; probe and audit come with later versions"});
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  return proxyenv::commands::run_until_out_of_memory(run, argc, argv, envp);
}
