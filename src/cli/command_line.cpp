// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/option_words.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::cli {

namespace {

OptionSyntax syntax_for(Subcommand subcommand) {
  OptionSyntax syntax = syntax_of(kOptions, scope_of(subcommand));
  syntax.owner_elsewhere = [subcommand](std::string_view name) -> std::optional<std::string> {
    for (const SubcommandRow& row : kSubcommands) {
      if (row.subcommand != subcommand &&
          find_option(kOptions, name, scope_of(row.subcommand)) != nullptr) {
        return "proxyenv " + std::string(row.name);
      }
    }
    return std::nullopt;
  };
  if (subcommand == Subcommand::run) {
    syntax.advice_for_unknown = "; if it belongs to the command, put -- before the command";
  }
  return syntax;
}

}  // namespace

Result<CommandLine> parse_command_line(std::span<const std::string_view> words) {
  CommandLine line;
  std::size_t begin = 0;
  if (!words.empty()) {
    const auto* const row =
        std::find_if(kSubcommands.begin(), kSubcommands.end(),
                     [&](const SubcommandRow& candidate) { return candidate.name == words[0]; });
    if (row != kSubcommands.end()) {
      line.subcommand = row->subcommand;
      line.names_subcommand = true;
      begin = 1;
      if (row->in_companion) {
        line.command_begin = begin;
        return line;
      }
    }
  }
  const auto rest = words.subspan(begin);
  const Scope scope = scope_of(line.subcommand);
  const OptionSyntax syntax = syntax_for(line.subcommand);
  if (line.subcommand != Subcommand::run) {
    SortedWords sorted = sort_words(rest, syntax);
    auto options = parse_options(sorted.options, kOptions, scope, syntax);
    if (!options) return fail(options.error());
    line.options = std::move(*options);
    line.arguments = std::move(sorted.arguments);
    return line;
  }
  const std::size_t count = count_option_words(rest, syntax);
  auto options = parse_options(rest.first(count), kOptions, scope, syntax);
  if (!options) return fail(options.error());
  line.options = std::move(*options);
  line.command_begin = begin + count;
  if (line.command_begin < words.size() && words[line.command_begin] == "--") ++line.command_begin;
  return line;
}

std::string did_you_mean_subcommand(std::string_view word) {
  constexpr std::size_t kLongestWord = 16;  // all subcommands are much shorter
  if (word.size() > kLongestWord) return {};
  const std::size_t most_mistakes = word.size() > 5 ? 2 : 1;
  for (const SubcommandRow& row : kSubcommands) {
    if (row.subcommand == Subcommand::run || row.subcommand == Subcommand::help) continue;
    if (edit_distance(word, row.name) > most_mistakes) continue;
    return " (did you mean the subcommand " + std::string(row.name) + "?)";
  }
  return {};
}

}  // namespace proxyenv::cli
