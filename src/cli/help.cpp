// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <string_view>

#include "cli/options.hpp"
#include "cli/version.hpp"
#include "core/also.hpp"
#include "core/exemption_groups.hpp"

namespace proxyenv::cli {

namespace {

constexpr std::size_t kTextColumn = 24;
constexpr std::size_t kWidth = 92;

// `left` in the margin, `text` wrapped beside it.
void append_item(std::string& help, std::string_view left, std::string_view text) {
  help.append("  ").append(left);
  std::size_t column = 2 + left.size();
  if (column + 2 > kTextColumn) {
    help.push_back('\n');
    column = 0;
  }
  help.append(kTextColumn - column, ' ');
  column = kTextColumn;
  std::string_view gap;  // written only when another word follows on the line
  while (!text.empty()) {
    // A word ends at a blank, or behind a comma where a long list leaves no blank.
    const std::size_t end = text.find_first_of(" ,");
    const bool at_comma = end != std::string_view::npos && text[end] == ',';
    const std::string_view word = text.substr(0, at_comma ? end + 1 : end);
    if (column + gap.size() + word.size() > kWidth) {
      help.append("\n").append(kTextColumn, ' ');
      column = kTextColumn;
      gap = {};
    }
    help.append(gap).append(word);
    column += gap.size() + word.size();
    text.remove_prefix(word.size());
    gap = text.starts_with(' ') ? text.substr(0, 1) : std::string_view{};
    text.remove_prefix(gap.size());
  }
  help.push_back('\n');
}

std::string option_text(const OptionRow& row) {
  std::string text;
  if (row.short_name != 0) text.append({'-', row.short_name, ',', ' '});
  text.append("--").append(row.name);
  if (!row.argument.empty()) text.append(" ").append(row.argument);
  return text;
}

void append_options(std::string& help, std::string_view title, Scope scope) {
  help.append("\n").append(title).append("\n");
  for (const OptionRow& row : kOptions) {
    if (row.scope == scope && !row.name.empty()) append_item(help, option_text(row), row.help);
  }
}

}  // namespace

std::string render_help() {
  std::string help = "proxyenv " + std::string(kVersion) +
                     ": makes the proxy variables mean the same to every program, then becomes "
                     "the command.\n\n";
  help.append(
      "  proxyenv -- python app.py          run a command\n"
      "  ENTRYPOINT [\"/proxyenv\", \"--\", \"/app/start.sh\"]   in a Dockerfile\n"
      "  proxyenv show                      see what would change, and why\n"
      "\nCommands:\n");
  help.append("  proxyenv [OPTION...] [--] COMMAND [ARG...]   the same as proxyenv run\n");
  for (const SubcommandRow& row : kSubcommands) {
    std::string left = "proxyenv " + std::string(row.name) + " " + std::string(row.synopsis);
    std::string text(row.summary);
    if (row.in_companion) text.append(" (in proxyenv-tools)");
    append_item(help, left, text);
  }
  help.append("  The first argument alone can be a subcommand; in an image always write --.\n");
  append_options(help, "Options of run, show and explain:", Scope::plan);
  append_options(help, "Options of run:", Scope::run);
  append_options(
      help, "SOURCE, for show, check and explain (default: the own environment):", Scope::source);
  append_options(help, "Options of check:", Scope::check);
  append_options(help, "Options of explain:", Scope::explain);
  append_options(help, "Options of all:", Scope::all);

  help.append(
      "\nThe same from the environment (the command line wins; empty counts as unset); show, check "
      "and\n"
      "explain read these from the environment that they look at:\n");
  for (const OptionRow& row : kOptions) {
    if (row.variable.empty()) continue;
    const std::string meaning = row.name.empty()       ? "=1: " + std::string(row.help)
                                : row.argument.empty() ? "=1: --" + std::string(row.name)
                                                       : "--" + std::string(row.name);
    append_item(help, row.variable, meaning);
  }
  help.append("\nClients of --also:\n");
  for (const AlsoRow& row : kAlso) append_item(help, row.name, row.what);
  help.append("\nGroups of --exempt:\n");
  for (const ExemptionGroup& group : kExemptionGroups) {
    append_item(help, group.name, std::string(group.what) + ": " + std::string(group.entries));
  }
  help.append(
      "\nExit status: the command's own; 125 proxyenv failed; 126 the command was found but\n"
      "cannot run; 127 it was not found.\n");
  return help;
}

}  // namespace proxyenv::cli
