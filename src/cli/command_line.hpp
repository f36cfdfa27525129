// SPDX-License-Identifier: Apache-2.0
// Splits the words of argv into a subcommand, its options and the command to start.
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
  bool names_subcommand = false;  // by its first word; else it is run
  GivenOptions options;
  // For run and the companion's subcommands: the index of the command's first word among the given
  // words.
  std::size_t command_begin = 0;
  // For the other subcommands: the words that are not options. They may be mixed with the options.
  std::vector<std::string> arguments;

  [[nodiscard]] bool has(Option option) const { return options.contains(option); }
};

// `words`: argv without its first word. The options of run end at the first word that is not an
// option. That word and all after it belong to the command. An unknown option is an Error that
// suggests the nearest one.
[[nodiscard]] Result<CommandLine> parse_command_line(std::span<const std::string_view> words);

// " (did you mean the subcommand check?)" for a first word that was taken for a command, and that
// no folder of PATH has; empty where no subcommand is near. A word of up to five letters may have
// one mistake, a longer one two. `run` and `help` are not suggested: runc and helm are commands.
[[nodiscard]] std::string did_you_mean_subcommand(std::string_view word);

}  // namespace proxyenv::cli
