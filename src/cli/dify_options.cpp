// SPDX-License-Identifier: Apache-2.0
#include "cli/dify_options.hpp"

#include <algorithm>
#include <utility>

#include "cli/help_item.hpp"
#include "text/layout.hpp"
#include "text/list.hpp"
#include "text/suggestion.hpp"

namespace proxyenv::cli {

namespace {

static_assert(rows_stand_at_their_index(kDifyOptions),
              "row_of() indexes the table by the enumerator");

DifyScope scope_of(DifyAction action) {
  switch (action) {
    case DifyAction::init:
      return DifyScope::init;
    case DifyAction::verify:
      return DifyScope::verify;
  }
  return DifyScope::all;
}

OptionSyntax syntax_for(DifyScope scope) {
  OptionSyntax syntax = syntax_of(kDifyOptions, scope);
  syntax.owner_elsewhere = [scope](std::string_view name) -> std::optional<std::string> {
    for (const DifyActionRow& row : kDifyActions) {
      const DifyScope other = scope_of(row.action);
      if (other != scope && find_option(kDifyOptions, name, other) != nullptr) {
        return "proxyenv dify " + std::string(row.name);
      }
    }
    return std::nullopt;
  };
  return syntax;
}

std::string action_names() {
  std::string names;
  for (const DifyActionRow& row : kDifyActions) {
    names.append(names.empty() ? "" : ", ").append(row.name);
  }
  return names;
}

Error unknown_action(std::string_view word) {
  std::vector<std::string_view> known;
  for (const DifyActionRow& row : kDifyActions) known.push_back(row.name);
  return Error{"dify has no such action; its actions: " + action_names() +
               did_you_mean(word, known)};
}

// The file of `verify LOGFILE`, which stands for --access-log. Whether there was one.
Result<bool> take_log_file(DifyCommandLine& line, const std::vector<std::string>& words) {
  if (line.action != DifyAction::verify || words.empty()) return false;
  if (words.size() > 1) {
    return fail(
        "dify verify reads one log, and there is more than one word: put the files together "
        "(cat FILE FILE | proxyenv dify verify -)");
  }
  if (line.has(DifyOption::access_log)) {
    return fail("dify verify: the log is given twice, by --access-log and as a word");
  }
  line.options[DifyOption::access_log] = {words[0]};
  return true;
}

}  // namespace

std::optional<std::string> DifyCommandLine::value(DifyOption option) const {
  const auto found = options.find(option);
  if (found == options.end()) return std::nullopt;
  return text::joined(found->second, ",");
}

Result<DifyCommandLine> parse_dify_command_line(std::span<const std::string_view> words) {
  DifyCommandLine line;
  if (words.empty()) {
    return fail("dify needs an action: " + action_names() + "; see proxyenv dify --help");
  }
  DifyScope scope = DifyScope::all;
  const auto* const row =
      std::find_if(kDifyActions.begin(), kDifyActions.end(),
                   [&](const DifyActionRow& candidate) { return candidate.name == words[0]; });
  if (row != kDifyActions.end()) {
    line.action = row->action;
    scope = scope_of(row->action);
    words = words.subspan(1);
  } else if (!words[0].starts_with('-')) {
    return fail(unknown_action(words[0]));
  }
  const OptionSyntax syntax = syntax_for(scope);
  const SortedWords sorted = sort_words(words, syntax);
  auto options = parse_options(sorted.options, kDifyOptions, scope, syntax);
  if (!options) return fail(options.error());
  line.options = std::move(*options);
  if (line.has(DifyOption::help)) return line;
  if (!line.action) {
    return fail("dify needs an action in front of its options: " + action_names());
  }
  const auto taken = take_log_file(line, sorted.arguments);
  if (!taken) return fail(taken.error());
  // The word is not repeated: on a mistyped command line any word can hold a password.
  if (!*taken && !sorted.arguments.empty()) {
    return fail("dify " + std::string(row->name) +
                " takes options only, and there is a word that is none (the folder is --dir DIR)");
  }
  return line;
}

std::string render_dify_help() {
  const auto paragraph = [](std::string_view text) { return wrapped(text, kHelpWidth, 0) + "\n"; };
  std::string help = paragraph(
      "proxyenv dify: a Dify tree in which only the listed domains go through an upstream proxy.");
  help.append("\nActions:\n");
  for (const DifyActionRow& row : kDifyActions) {
    append_help_item(help,
                     "proxyenv dify " + std::string(row.name) + " " + std::string(row.synopsis),
                     row.summary);
  }
  for (const DifyActionRow& action : kDifyActions) {
    help.append("\nOptions of ").append(action.name).append(":\n");
    for (const DifyOptionRow& row : kDifyOptions) {
      if (overlap(row.scope, scope_of(action.action))) {
        append_help_item(help, help_name(row.name, row.short_name, row.argument), row.help);
      }
    }
  }
  help.append("\n").append(paragraph(
      "init writes one override for Docker Compose and a folder proxyenv/ beside it, and edits "
      "none of Dify's own files. Running it again changes nothing unless something changed."));
  help.append("\n").append(paragraph(
      "Exit status of init: 0 done; 125 nothing was written, and one line says why. Of verify: 0 "
      "all is as configured; 1 something is not, or nothing is proven; 125 it could not look."));
  return help;
}

}  // namespace proxyenv::cli
