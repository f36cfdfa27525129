// SPDX-License-Identifier: Apache-2.0
// From the words of argv to a subcommand, its options and the command.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option_table.hpp"
#include "cli/options.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

using GivenOptions = OptionsGiven<Option>;

struct CommandLine {
  Subcommand subcommand = Subcommand::run;
  GivenOptions options;
  // For run and the companion's subcommands: the index of the first word of the command, in the
  // words that were given.
  std::size_t command_begin = 0;
  // For the other subcommands: the words that are no options, which may stand among the options.
  std::vector<std::string> arguments;

  [[nodiscard]] bool has(Option option) const { return options.contains(option); }
};

// `words`: argv without its first word. The options of run end at the first word that is no option;
// that word and all behind it belong to the command. An unknown option is an Error that suggests
// the nearest one.
[[nodiscard]] Result<CommandLine> parse_command_line(std::span<const std::string_view> words);

}  // namespace proxyenv::cli
