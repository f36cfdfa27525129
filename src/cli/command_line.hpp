// SPDX-License-Identifier: Apache-2.0
// argv and PROXYENV_* to typed requests. Nothing here reads the process: words and environment are
// parameters.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "core/environment.hpp"
#include "core/policy.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

// Options as they stood on the command line, values not looked at yet.
using GivenOptions = std::map<Option, std::vector<std::string>>;

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

// `words`: argv without its first. The options of run end at the first word that is not one; after
// it everything belongs to the command. An unknown option is an Error that suggests the nearest.
[[nodiscard]] Result<CommandLine> parse_command_line(std::span<const std::string_view> words);

// What options and variables together ask for. The command line wins; an empty variable counts as
// unset; a bad value is an Error that names the option or variable. `own`: own_variables().
struct Settings {
  Policy policy;
  bool strict = false;
  bool quiet = false;
  bool verbose = false;
};
[[nodiscard]] Result<Settings> read_settings(const GivenOptions& given, const Environment& own);

// PROXYENV_OFF, read apart from the rest: where it is on, the other variables are not looked at.
[[nodiscard]] Result<bool> is_switched_off(const Environment& own);

}  // namespace proxyenv::cli
