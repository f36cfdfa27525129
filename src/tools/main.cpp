// SPDX-License-Identifier: Apache-2.0
// proxyenv-tools, the companion program, has the commands that need a network or heavy libraries,
// and those of the launcher that look at a source, for sources that are YAML.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "build_facts/build_facts.hpp"
#include "cli/command_line.hpp"
#include "cli/dify_options.hpp"
#include "cli/version.hpp"
#include "commands/commands.hpp"
#include "commands/out_of_memory.hpp"
#include "core/environment.hpp"
#include "tools/commands.hpp"
#include "tools/document.hpp"

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

std::string help() {
  return "proxyenv-tools " + std::string(proxyenv::kVersion) +
         ", the companion of proxyenv, which starts it by itself\n\n"
         "  proxyenv-tools dify init|verify ...\n"
         "      set up a Dify tree, read its squid log\n"
         "  proxyenv-tools show|check|explain|diff ...\n"
         "      as in proxyenv; this program also reads Compose files, Kubernetes objects,\n"
         "      workflows of GitHub Actions and GitLab's CI files\n\n"
         "proxyenv --help and proxyenv-tools dify --help list the options.\n";
}

int run(int argc, char** argv, char** envp) {
  namespace commands = proxyenv::commands;
  if (const auto allowed = commands::refuse_set_id(); !allowed) {
    return commands::fail_with(allowed.error());
  }
  char** const first = argv + (argc > 0 ? 1 : 0);
  const std::vector<std::string_view> words(first, argv + argc);
  if (words.empty() || words[0] == "--help" || words[0] == "-h") return commands::print(help());
  if (words.size() == 1 && words[0] == "--version") {
    return commands::print(proxyenv::kBuildFacts.text);
  }
  if (words.size() == 2 && words[0] == "--version" && words[1] == "--json") {
    return commands::print(proxyenv::kBuildFacts.json);
  }
  const auto environment = proxyenv::Environment::borrow(envp);
  if (words[0] == "dify") return dify(std::span(words).subspan(1), environment);
  const auto line = proxyenv::cli::parse_command_line(words);
  if (!line) return commands::fail_with(line.error());
  const auto status = commands::look_at_source(
      {*line, argv, first + line->command_begin, environment, proxyenv::tools::read_document});
  if (status) return *status;
  return commands::fail_with(
      Error{"proxyenv-tools has no such command; --help lists those it has"});
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  return proxyenv::commands::run_until_out_of_memory(run, argc, argv, envp);
}
