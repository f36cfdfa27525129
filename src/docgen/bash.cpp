// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "docgen/completions.hpp"
#include "docgen/template.hpp"

namespace proxyenv::docgen {

namespace {

// bash 4.2 and later. It needs nothing of the package bash-completion, and uses its
// _command_offset for the words of the command, where that is there.
constexpr std::string_view kScript =
    R"SCRIPT(# bash completion of @PROGRAM@, made from the tables of its options.
# shellcheck shell=bash disable=SC2034 # kind, values and names are set for _@FUNCTION@

# Sets `names`: the options of a command, or its actions.
_@FUNCTION@_names() {
    names=
    case $1 in
@NAMES@    esac
}

# Sets `kind` and `values`: what may be the value of an option. $1: COMMAND:OPTION.
_@FUNCTION@_values() {
    kind='' values=
    case $1 in
@VALUES@    esac
}

# What a kind of value can be. $1: kind, $2: what stands in front of it in the same word, $3: the value so far.
_@FUNCTION@_complete_value() {
    local front=$2 value=$3
    if [[ $1 == words && $value == *,* ]]; then
        front+=${value%,*},
        value=${value##*,}
    fi
    case $1 in
        word | words) mapfile -t COMPREPLY < <(compgen -P "$front" -W "$values" -- "$value") ;;
        file) mapfile -t COMPREPLY < <(compgen -P "$front" -f -- "$value") ;;
        folder) mapfile -t COMPREPLY < <(compgen -P "$front" -d -- "$value") ;;
        process) mapfile -t COMPREPLY < <(cd /proc && compgen -P "$front" -d -X '[!0-9]*' -- "$value") ;;
    esac
    [[ $1 != file && $1 != folder ]] || compopt -o filenames 2>/dev/null
    [[ $1 != words ]] || compopt -o nospace 2>/dev/null
}

# The command that is to be started, and its words. $1: its index in `words`.
_@FUNCTION@_complete_command() {
    local front='' joined='' index=0
    if declare -F _command_offset >/dev/null; then
        # COMP_WORDS are cut at = and :, so that the same word has another index there.
        front=${words[*]:0:$1}
        front=${front//[[:blank:]]/}
        while [[ $joined != "$front" && $index -lt $COMP_CWORD ]]; do
            joined+=${COMP_WORDS[index]}
            index=$((index + 1))
        done
        _command_offset "$index"
    elif (($1 == last)); then
        mapfile -t COMPREPLY < <(compgen -c -- "$current")
    else
        compopt -o default 2>/dev/null
    fi
}

# Where no option and no value can stand.
_@FUNCTION@_complete_operand() {
    case $1 in
        run) _@FUNCTION@_complete_command "$last" ;;
        dify) mapfile -t COMPREPLY < <(compgen -W "$names" -- "$current") ;;
        check) _@FUNCTION@_complete_value file '' "$current" ;;
        explain)
            mapfile -t COMPREPLY < <(compgen -W 'https:// http:// wss:// ws:// ftp:// grpcs:// grpc://' -- "$current")
            compopt -o nospace 2>/dev/null
            ;;
        diff)
            _@FUNCTION@_complete_value file '' "$current"
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W '. pid:' -- "$current")
            compopt -o nospace 2>/dev/null
            ;;
        help) mapfile -t COMPREPLY < <(compgen -W '@COMMANDS@' -- "$current") ;;
    esac
}

# readline replaces only what stands behind the last of its word breaks, and leaves an @ itself.
_@FUNCTION@_without_front() {
    local kept='' front char
    for char in = : @; do
        [[ $COMP_WORDBREAKS == *"$char"* && $current == *"$char"* ]] || continue
        front=${current%"$char"*}
        [[ $char == @ ]] || front+=$char
        ((${#front} <= ${#kept})) || kept=$front
    done
    COMPREPLY=("${COMPREPLY[@]#"$kept"}")
}

_@FUNCTION@() {
    local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} command=@DEFAULT@ first=1 kind values names option='' only_operands=
    local -a words
    COMPREPLY=()
    read -ra words <<<"$line"
    [[ $line != *[[:blank:]] ]] || words+=('')
    local last=$((${#words[@]} - 1))
    local current=${words[last]} index
    if ((last > 1)); then
        case ${words[1]} in
            @PATTERN@) command=${words[1]} first=2 ;;
        esac
    fi
    _@FUNCTION@_names "$command"
    if [[ $command == dify ]] && ((last > 2)); then
        command=dify-${words[2]} first=3
        _@FUNCTION@_names "$command"
    fi
    for ((index = first; index < last; index++)); do
        if [[ $only_operands || ${words[index]} != -?* ]]; then
            [[ $command != run ]] || { _@FUNCTION@_complete_command "$index"; return; }
        elif [[ ${words[index]} == -- ]]; then
            only_operands=yes
        else
            _@FUNCTION@_values "$command:${words[index]}"
            if [[ $kind ]]; then
                index=$((index + 1))
                ((index < last)) || option=${words[last - 1]}
            fi
        fi
    done
    if [[ $option ]]; then
        _@FUNCTION@_complete_value "$kind" '' "$current"
    elif [[ $only_operands || $current != -* ]]; then
        _@FUNCTION@_complete_operand "$command"
        ((last > 1)) || mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W '@COMMANDS@' -- "$current")
    elif [[ $current == --*=* ]]; then
        _@FUNCTION@_values "$command:${current%%=*}"
        _@FUNCTION@_complete_value "$kind" "${current%%=*}=" "${current#*=}"
    else
        mapfile -t COMPREPLY < <(compgen -W "$names" -- "$current")
    fi
    _@FUNCTION@_without_front
}

complete -F _@FUNCTION@ @PROGRAM@
)SCRIPT";

std::string_view kind_of(Takes takes) {
  switch (takes) {
    case Takes::nothing:
      return {};
    case Takes::text:
      return "text";
    case Takes::word:
      return "word";
    case Takes::words:
      return "words";
    case Takes::file:
      return "file";
    case Takes::folder:
      return "folder";
    case Takes::process:
      return "process";
  }
  return {};
}

std::string names_of(const CommandSpec& command) {
  std::string names;
  const auto append = [&names](const std::string& name) {
    names.append(names.empty() ? "" : " ").append(name);
  };
  for (const OptionSpec& option : command.options) {
    if (!option.name.empty()) append("--" + option.name);
    if (option.short_name != 0) append(std::string("-") + option.short_name);
  }
  for (const CommandSpec& action : command.actions) append(action.name);
  return names;
}

// The cases of what an option's value can be: options that take the same stand in one.
std::string value_cases(const ProgramSpec& program) {
  std::map<std::pair<std::string_view, std::string>, std::string> patterns;
  for (const FlatCommand& flat : flattened(program)) {
    for (const OptionSpec& option : flat.command->options) {
      if (option.takes == Takes::nothing) continue;
      std::string& pattern = patterns[{kind_of(option.takes), joined_words(option.words)}];
      pattern.append(pattern.empty() ? "" : " | ").append(flat.key).append(":--" + option.name);
    }
  }
  std::string cases;
  for (const auto& [value, pattern] : patterns) {
    cases.append("        ").append(pattern).append(")\n            kind=").append(value.first);
    cases.append(" values=").append(single_quoted(value.second)).append(" ;;\n");
  }
  return cases;
}

}  // namespace

std::string bash_completion(const ProgramSpec& program) {
  std::string names;
  for (const FlatCommand& flat : flattened(program)) {
    const std::string own = names_of(*flat.command);
    names.append("        ").append(flat.key).append(") names=").append(single_quoted(own));
    names.append(" ;;\n");
  }
  std::string commands;
  std::string pattern;
  for (const CommandSpec& command : program.commands) {
    commands.append(commands.empty() ? "" : " ").append(command.name);
    pattern.append(pattern.empty() ? "" : " | ").append(command.name);
  }
  const bool starts_commands = program.commands.front().operands == Operands::command;
  if (!starts_commands) names.append("        none) names='--help -h --version' ;;\n");
  return filled(kScript, {{"@NAMES@", names},
                          {"@VALUES@", value_cases(program)},
                          {"@COMMANDS@", commands},
                          {"@PATTERN@", pattern},
                          {"@DEFAULT@", starts_commands ? "run" : "none"},
                          {"@PROGRAM@", program.name},
                          {"@FUNCTION@", function_name(program)}});
}

}  // namespace proxyenv::docgen
