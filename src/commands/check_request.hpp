// SPDX-License-Identifier: Apache-2.0
// What `check` is asked for, from its options and from the file of things to ignore.
#pragma once

#include <string>
#include <vector>

#include "cli/ignore_rules.hpp"
#include "cli/policy_values.hpp"
#include "commands/commands.hpp"

namespace proxyenv::commands {

struct CheckRequest {
  std::vector<std::string> files;  // each once; `-` is standard input
  std::vector<int> processes;      // their numbers
  Severity threshold = Severity::warning;
  cli::CheckOutput output = cli::CheckOutput::text;
  std::vector<cli::IgnoreRule> ignored;
  std::string rules_file;      // where rules with a line stand; for people
  bool tells_ignored = false;  // what is ignored, and which rules ignored nothing
};

// Reads also --config, or .proxyenv-check of the working directory, if that is there.
[[nodiscard]] Result<CheckRequest> read_check_request(const cli::CommandLine& line);

}  // namespace proxyenv::commands
