// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <string_view>

#include "cli/help_item.hpp"
#include "cli/options.hpp"
#include "cli/version.hpp"
#include "core/exemption_groups.hpp"
#include "core/told_client.hpp"

namespace proxyenv::cli {

namespace {

void append_options(std::string& help, std::string_view title, Scope scope) {
  help.append("\n").append(title).append("\n");
  for (const OptionRow& row : kOptions) {
    if (row.scope != scope || row.name.empty()) continue;
    append_help_item(help, help_name(row.name, row.short_name, row.argument), row.help);
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
    append_help_item(help, left, text);
  }
  help.append("  The first argument alone can be a subcommand; in an image always write --.\n");
  append_options(help, "Options of run, show, explain and diff:", Scope::plan);
  append_options(help, "Options of run:", Scope::run);
  append_options(
      help, "SOURCE, for show, check and explain (default: the own environment):", Scope::source);
  append_options(help, "Options of check:", Scope::check);
  append_options(help, "Options of explain:", Scope::explain);
  append_options(help, "Options of explain and diff:", Scope::routes);
  append_options(help, "Options of diff:", Scope::diff);
  append_options(help, "Options of show, check, explain and diff:", Scope::json);
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
    append_help_item(help, row.variable, meaning);
  }
  help.append("\nClients of --also:\n");
  for (const ToldClientRow& row : kToldClients) append_help_item(help, row.name, row.what);
  help.append("\nGroups of --exempt:\n");
  for (const ExemptionGroup& group : kExemptionGroups) {
    append_help_item(help, group.name, std::string(group.what) + ": " + std::string(group.entries));
  }
  help.append(
      "\nExit status: the command's own; 125 proxyenv failed; 126 the command was found but\n"
      "cannot run; 127 it was not found.\n");
  return help;
}

}  // namespace proxyenv::cli
