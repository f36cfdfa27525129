// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "commands/commands.hpp"

namespace proxyenv::commands {

namespace {

struct Row {
  cli::Subcommand subcommand;
  int (*command)(const Invocation& invocation);
};

constexpr std::array<Row, 5> kRows = {{
    {cli::Subcommand::check, check},
    {cli::Subcommand::diff, diff},
    {cli::Subcommand::explain, explain},
    {cli::Subcommand::help, help},
    {cli::Subcommand::show, show},
}};

}  // namespace

std::optional<int> look_at_source(const Invocation& invocation) {
  if (invocation.line.has(cli::Option::help)) return help(invocation);
  const auto* const row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& it) {
    return it.subcommand == invocation.line.subcommand;
  });
  if (row == kRows.end()) return std::nullopt;
  return row->command(invocation);
}

}  // namespace proxyenv::commands
