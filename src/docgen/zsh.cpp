// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "docgen/completions.hpp"
#include "docgen/template.hpp"

namespace proxyenv::docgen {

namespace {

constexpr std::string_view kScript = R"SCRIPT(#compdef @PROGRAM@
# zsh completion of @PROGRAM@, made from the tables of its options.

@LISTS@
_@FUNCTION@_environments() {
  _alternative 'environments:environment:compadd -S "" -- . pid:' 'files:file:_files'
}

@COMMANDS@
_@FUNCTION@() {
  local command=@DEFAULT@ found=1
  local -a subcommands
  subcommands=(
@SUMMARIES@  )
  if (( CURRENT > 2 )) && [[ $words[2] == (@PATTERN@) ]]; then
    command=$words[2]
    shift words
    (( CURRENT-- ))
    if [[ $command == dify ]] && (( CURRENT > 2 )); then
      command=dify-$words[2]
      shift words
      (( CURRENT-- ))
    fi
  elif (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t subcommands subcommand subcommands && found=0
  fi
  (( $+functions[_@FUNCTION@_$command] )) && _@FUNCTION@_$command && found=0
  return found
}

_@FUNCTION@ "$@"
)SCRIPT";

std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result.push_back('\\');
    result.push_back(c);
  }
  return result;
}

// A word and what it is, for _describe.
std::string described(std::string_view word, std::string_view what) {
  std::string text = escaped(word, ":\\");
  if (!what.empty()) text.append(":").append(what);
  return single_quoted(text);
}

std::string action_of(const OptionSpec& option, const std::string& function,
                      const WordLists& lists) {
  switch (option.takes) {
    case Takes::nothing:
    case Takes::text:
      return " ";
    case Takes::word:
      return function + "_list_" + lists.name_of(option.words);
    case Takes::words:
      return "_sequence " + function + "_list_" + lists.name_of(option.words);
    case Takes::file:
      return "_files";
    case Takes::folder:
      return "_files -/";
    case Takes::process:
      return "_pids";
  }
  return " ";
}

// The specification of an option for _arguments.
std::string spec_of(const OptionSpec& option, const std::string& function, const WordLists& lists) {
  std::string text = "[" + escaped(option.help, "[]\\") + "]";
  std::string name = "--" + option.name;
  if (option.takes != Takes::nothing) {
    name.push_back('=');
    text.append(":").append(escaped(option.argument, ":\\")).append(":");
    text.append(action_of(option, function, lists));
  }
  const std::string again = option.repeatable ? "*" : "";
  if (option.short_name == 0) return single_quoted(again + name + text);
  const std::string letter = std::string("-") + option.short_name;
  return "'(" + letter + " " + name + ")'{" + letter + "," + name + "}" + single_quoted(text);
}

std::string operand_specs(const CommandSpec& command, const std::string& function,
                          const std::string& all_commands) {
  switch (command.operands) {
    case Operands::none:
      return {};
    case Operands::command:
      return "'(-)1:command: _command_names -e' '*::argument: _normal'";
    case Operands::files:
      return "'*:file:_files'";
    case Operands::urls:
      return "'*:URL: compadd -S \"\" -- https:// http:// wss:// ws:// ftp:// grpcs:// grpc://'";
    case Operands::environments:
      return "'*:environment:" + function + "_environments'";
    case Operands::command_names:
      return "'1:command:(" + all_commands + ")'";
  }
  return {};
}

std::string function_of(const FlatCommand& flat, const std::string& function,
                        const WordLists& lists, const std::string& all_commands) {
  std::string text = function + "_" + flat.key + "() {\n";
  if (!flat.command->actions.empty()) {
    text.append("  local -a actions\n  actions=(\n");
    for (const CommandSpec& action : flat.command->actions) {
      text.append("    ").append(described(action.name, action.summary)).append("\n");
    }
    return text.append("  )\n  _describe -t actions action actions\n}\n\n");
  }
  text.append("  _arguments -s -S");
  for (const OptionSpec& option : flat.command->options) {
    if (!option.name.empty()) text.append(" \\\n    ").append(spec_of(option, function, lists));
  }
  const std::string operands = operand_specs(*flat.command, function, all_commands);
  if (!operands.empty()) text.append(" \\\n    ").append(operands);
  return text.append("\n}\n\n");
}

std::string function_of(const WordLists::List& list, const std::string& function) {
  std::string text = function + "_list_" + list.name + "() {\n  local -a list\n  list=(\n";
  for (const Word& word : *list.words) {
    text.append("    ").append(described(word.word, word.what)).append("\n");
  }
  return text.append("  )\n  _describe -t words word list \"$@\"\n}\n\n");
}

}  // namespace

std::string zsh_completion(const ProgramSpec& program) {
  const std::string function = "_" + function_name(program);
  const WordLists lists(program);
  std::string pattern;
  std::string all_commands;
  std::string summaries;
  for (const CommandSpec& command : program.commands) {
    pattern.append(pattern.empty() ? "" : "|").append(command.name);
    all_commands.append(all_commands.empty() ? "" : " ").append(command.name);
    summaries.append("    ").append(described(command.name, command.summary)).append("\n");
  }
  std::string list_functions;
  for (const WordLists::List& list : lists.all()) list_functions += function_of(list, function);
  std::string commands;
  for (const FlatCommand& flat : flattened(program)) {
    commands += function_of(flat, function, lists, all_commands);
  }
  const bool starts_commands = program.commands.front().operands == Operands::command;
  if (!starts_commands) {
    commands.append(function).append(
        "_none() {\n  _arguments '(-h --help)'{-h,--help}'[print the help]' "
        "'--version[print the version]'\n}\n\n");
  }
  return filled(kScript, {{"@LISTS@\n", list_functions},
                          {"@COMMANDS@\n", commands},
                          {"@SUMMARIES@", summaries},
                          {"@PATTERN@", pattern},
                          {"@DEFAULT@", starts_commands ? "run" : "none"},
                          {"@PROGRAM@", program.name},
                          {"_@FUNCTION@", function}});
}

}  // namespace proxyenv::docgen
