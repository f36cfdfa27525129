// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docgen/completions.hpp"
#include "docgen/template.hpp"

namespace proxyenv::docgen {

namespace {

constexpr std::string_view kScript =
    R"SCRIPT(# fish completion of @PROGRAM@, made from the tables of its options.

# The command of the line so far, as one word: `dify init` is dify-init. `@DEFAULT@` where none is named; nothing behind
# the command that `run` starts.
function __@FUNCTION@_command
    set -l words (commandline -opc)
    set -e words[1]
    if test (count $words) -gt 0; and contains -- $words[1] @COMMANDS@
        set -l command $words[1]
        set -e words[1]
        if test "$command" = dify; and test (count $words) -gt 0
            echo dify-$words[1]
            return
        else if test "$command" != run
            echo $command
            return
        end
    end
    test (count (__@FUNCTION@_behind_options $words)) -eq 0; and echo @DEFAULT@
end

# Of the words behind `run` those behind its options: `--`, or the command, and what follows.
function __@FUNCTION@_behind_options
    while test (count $argv) -gt 0
        string match -q -- '--' $argv[1]; and break
        string match -q -- '-*' $argv[1]; or break
        contains -- $argv[1] @WITH_VALUE@; and set -e argv[1]
        set -e argv[1]
    end
    test (count $argv) -eq 0; or printf '%s\n' $argv
end

# Whether the line is one of these commands.
function __@FUNCTION@_at
    contains -- "$(__@FUNCTION@_command)" $argv
end

# Whether the first word is to be completed.
function __@FUNCTION@_at_first
    test (count (commandline -opc)) -eq 1
end

# The words that the function $argv[1] prints, behind the entries of a list that are there already.
function __@FUNCTION@_list
    set -l value (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l entries (string match -r '^.*,' -- $value)
    $argv[1] | string replace -r '^' "$entries"
end

# The command that is to be started, and its words.
function __@FUNCTION@_started
    set -l words (commandline -opc)
    set -e words[1]
    test "$words[1]" = run; and set -e words[1]
    set words (__@FUNCTION@_behind_options $words)
    test "$words[1]" = --; and set -e words[1]
    complete -C (string join ' ' -- (string escape -- $words) (commandline -ct))
end

@LISTS@
complete -c @PROGRAM@ -f
@COMPLETIONS@)SCRIPT";

// Between single quotes of fish.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result.push_back('\\');
    result.push_back(c);
  }
  return result + "'";
}

std::string function_of(const WordLists::List& list, const std::string& function) {
  std::string text = "function __" + function + "_list_" + list.name + "\n";
  for (const Word& word : *list.words) {
    text.append("    printf '%s\\t%s\\n' ").append(quoted(word.word)).append(" ");
    text.append(quoted(word.what)).append("\n");
  }
  return text.append("end\n\n");
}

std::string value_of(const OptionSpec& option, const std::string& function,
                     const WordLists& lists) {
  switch (option.takes) {
    case Takes::nothing:
      return {};
    case Takes::text:
      return " -x";
    case Takes::word:
      return " -x -a '(__" + function + "_list_" + lists.name_of(option.words) + ")'";
    case Takes::words:
      return " -x -a '(__" + function + "_list __" + function + "_list_" +
             lists.name_of(option.words) + ")'";
    case Takes::file:
      return " -r -F";
    case Takes::folder:
      return " -x -a '(__fish_complete_directories)'";
    case Takes::process:
      return " -x -a '(__fish_complete_pids)'";
  }
  return {};
}

// A line of completions without its condition, and the commands for which it holds.
struct Line {
  std::string text;
  std::vector<std::string> commands;
};

class Lines {
 public:
  explicit Lines(const ProgramSpec& program)
      : program_(program), function_(function_name(program)), lists_(program) {
    for (const FlatCommand& flat : flattened(program)) {
      for (const OptionSpec& option : flat.command->options) add(flat.key, option);
      add_operands(flat);
    }
  }

  [[nodiscard]] std::string text() const {
    std::string text;
    for (const Line& line : lines_) {
      std::string condition = "__" + function_ + "_at";
      for (const std::string& command : line.commands) condition.append(" ").append(command);
      text.append("complete -c ").append(program_.name).append(" -n ").append(quoted(condition));
      text.append(line.text).append("\n");
    }
    return text;
  }

 private:
  void add(const std::string& command, const std::string& text) {
    const auto line = std::find_if(lines_.begin(), lines_.end(),
                                   [&](const Line& candidate) { return candidate.text == text; });
    if (line == lines_.end()) {
      lines_.push_back({text, {command}});
    } else {
      line->commands.push_back(command);
    }
  }
  void add(const std::string& command, const OptionSpec& option) {
    if (option.name.empty()) return;
    std::string text = " -l " + option.name;
    if (option.short_name != 0) text.append(" -s ").append(1, option.short_name);
    add(command, text + value_of(option, function_, lists_) + " -d " + quoted(option.help));
  }
  void add_operands(const FlatCommand& flat) {
    for (const CommandSpec& action : flat.command->actions) {
      add(flat.key, " -a " + action.name + " -d " + quoted(action.summary));
    }
    switch (flat.command->operands) {
      case Operands::files:
        return add(flat.key, " -F");
      case Operands::environments:
        return add(flat.key, " -F -a '. pid:'");
      case Operands::urls:
        return add(flat.key, " -a 'https:// http:// wss:// ws:// ftp:// grpcs:// grpc://'");
      case Operands::command_names:
        for (const CommandSpec& command : program_.commands) {
          add(flat.key, " -a " + command.name + " -d " + quoted(command.summary));
        }
        return;
      case Operands::none:
      case Operands::command:
        return;
    }
  }

  const ProgramSpec& program_;
  std::string function_;
  WordLists lists_;
  std::vector<Line> lines_;
};

// The options of `run` that take a value.
std::string options_with_value(const CommandSpec& run) {
  std::string names;
  for (const OptionSpec& option : run.options) {
    if (option.takes == Takes::nothing || option.name.empty()) continue;
    names.append(names.empty() ? "" : " ").append("--").append(option.name);
  }
  return names;
}

}  // namespace

std::string fish_completion(const ProgramSpec& program) {
  const std::string function = function_name(program);
  const WordLists lists(program);
  std::string list_functions;
  for (const WordLists::List& list : lists.all()) list_functions += function_of(list, function);
  std::string commands;
  std::string completions;
  const std::string start = "complete -c " + program.name + " -n ";
  for (const CommandSpec& command : program.commands) {
    commands.append(commands.empty() ? "" : " ").append(command.name);
    completions.append(start).append("__" + function + "_at_first -a ").append(command.name);
    completions.append(" -d ").append(quoted(command.summary)).append("\n");
  }
  const bool starts_commands = program.commands.front().operands == Operands::command;
  if (starts_commands) {
    completions.append(start).append("'contains -- \"$(__" + function +
                                     "_command)\" run \"\"' -a '(__" + function + "_started)'\n");
  } else {
    completions.append(start).append("__" + function +
                                     "_at_first -l help -s h -d 'print the help'\n");
    completions.append(start).append("__" + function +
                                     "_at_first -l version -d 'print the version'\n");
  }
  completions.append(Lines(program).text());
  return filled(kScript, {{"@LISTS@\n", list_functions},
                          {"@COMPLETIONS@", completions},
                          {"@COMMANDS@", commands},
                          {"@DEFAULT@", starts_commands ? "run" : "none"},
                          {"@WITH_VALUE@",
                           starts_commands ? options_with_value(program.commands.front()) : "--"},
                          {"@PROGRAM@", program.name},
                          {"@FUNCTION@", function}});
}

}  // namespace proxyenv::docgen
