// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <algorithm>
#include <string_view>

#include "cli/help_item.hpp"
#include "cli/version.hpp"
#include "core/exemption_groups.hpp"
#include "core/told_client.hpp"

namespace proxyenv::cli {

namespace {

// A help text as it grows.
class HelpText {
 public:
  explicit HelpText(const Layout& layout)
      : width_(std::min(layout.width, kHelpWidth)), style_(layout.style) {}

  void heading(std::string_view title) {
    text_.append("\n").append(style_.painted(Ink::heading, wrapped(title, width_, 0))).append("\n");
  }
  void item(std::string_view left, std::string_view text) {
    append_help_item(text_, left, text, width_);
  }
  void paragraph(std::string_view text) { text_.append(wrapped(text, width_, 0)).append("\n"); }
  // A line that somebody may copy: it is never broken.
  void example(std::string_view line) { text_.append("  ").append(line).append("\n"); }
  void blank_line() { text_.append("\n"); }

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::size_t width_;
  Style style_;
  std::string text_;
};

enum class Section { look, form_and_more, plan };

Section section_of(const OptionRow& row) {
  switch (row.option) {
    case Option::pid:
    case Option::env_file:
    case Option::env_format:
    case Option::environment:
      return Section::look;
    default:
      return row.scope == Scope::plan ? Section::plan : Section::form_and_more;
  }
}

std::string meaning_of(const OptionRow& row) {
  std::string meaning(row.help);
  if (!row.variable.empty() && !row.name.empty()) {
    meaning.append(" (").append(row.variable).append(row.argument.empty() ? "=1)" : ")");
  }
  return meaning;
}

void append_options(HelpText& help, std::string_view title, Scope scope, Section section) {
  bool has_title = false;
  for (const OptionRow& row : kOptions) {
    if (!overlap(row.scope, scope) || section_of(row) != section) continue;
    if (!has_title) help.heading(title);
    has_title = true;
    help.item(row.name.empty() ? std::string(row.variable) + "=1"
                               : help_name(row.name, row.short_name, row.argument),
              meaning_of(row));
  }
}

void append_values(HelpText& help) {
  help.heading("Clients of --also:");
  for (const ToldClientRow& row : kToldClients) help.item(row.name, row.what);
  help.heading("Groups of --exempt:");
  for (const ExemptionGroup& group : kExemptionGroups) {
    help.item(group.name, std::string(group.what) + ": " + std::string(group.entries));
  }
}

void append_examples(HelpText& help, std::string_view lines) {
  help.heading("Examples:");
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    help.example(line);
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  }
}

void append_exit_status(HelpText& help) {
  help.blank_line();
  help.paragraph(
      "Exit status: the command's own; 125 proxyenv failed; 126 the command was found but cannot "
      "run; 127 it was not found.");
}

}  // namespace

std::string render_overview(const Layout& layout) {
  HelpText help(layout);
  help.paragraph("proxyenv " + std::string(kVersion) +
                 ": makes the proxy variables mean the same to every program, then becomes the "
                 "command.");
  help.blank_line();
  help.example("proxyenv -- python app.py      run a command");
  help.example("proxyenv show                  see what would change, and why");
  help.example("ENTRYPOINT [\"/proxyenv\", \"--\", \"/app/start.sh\"]      in a Dockerfile");
  help.heading("Commands:");
  for (const SubcommandRow& row : kSubcommands) {
    help.item(row.name,
              std::string(row.summary) + (row.in_companion ? " (in proxyenv-tools)" : ""));
  }
  help.blank_line();
  help.paragraph(
      "`proxyenv [OPTION...] [--] COMMAND` is the same as `proxyenv run`. Only the first argument "
      "can be one of the names above: in an image always write --.");
  help.blank_line();
  help.paragraph("`proxyenv help COMMAND` has its options, where it can look, and examples.");
  append_exit_status(help);
  return std::move(help).text();
}

std::string render_command_help(const SubcommandRow& command, const Layout& layout) {
  HelpText help(layout);
  const std::string name(command.name);
  const Scope scope = scope_of(command.subcommand);
  const bool is_run = command.subcommand == Subcommand::run;
  help.paragraph("proxyenv " + name + ": " + std::string(command.summary) + ".");
  help.blank_line();
  help.example("proxyenv " + name + " " + std::string(command.synopsis));
  if (is_run) help.example("proxyenv " + std::string(command.synopsis));
  if (!command.operands.empty()) {
    help.blank_line();
    help.paragraph(command.operands);
  }
  append_options(help, "Options:", scope, Section::form_and_more);
  append_options(help, "SOURCE, what to look at (default: the own environment):", scope,
                 Section::look);
  append_options(help,
                 is_run ? "Options of the plan, also as variables (the command line wins):"
                        : "Options of the plan, and variables in what is looked at:",
                 scope, Section::plan);
  if (is_run) {
    append_values(help);
  } else if (overlap(scope, Scope::plan)) {
    help.blank_line();
    help.paragraph("`proxyenv help run` has the groups of --exempt and the clients of --also.");
  }
  append_examples(help, command.examples);
  if (is_run) append_exit_status(help);
  return std::move(help).text();
}

}  // namespace proxyenv::cli
