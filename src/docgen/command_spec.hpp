// SPDX-License-Identifier: Apache-2.0
// What may stand on the command lines of the two programs: commands, their options, and the words
// that an option takes as its value. It is made from the tables that parsing and --help use; man
// pages and completions are made from it. No part of the launcher: its program would grow.
#pragma once

#include <string>
#include <vector>

namespace proxyenv::docgen {

enum class Takes {
  nothing,  // a flag
  text,     // whatever the user thinks of
  word,     // one of the words
  words,    // some of them, with commas between
  file,
  folder,
  process,  // the number of one
};

struct Word {
  std::string word;
  std::string what;  // for people; may be empty
};

struct OptionSpec {
  std::string name;      // without dashes; empty: a variable only
  char short_name;       // 0: none
  std::string argument;  // what --help calls its value
  std::string help;
  std::string variable;  // with the same meaning; may be empty
  bool repeatable;
  Takes takes;
  std::vector<Word> words;  // that the value can be, or can have
};

enum class Operands { none, command, files, urls, environments, command_names };

struct CommandSpec {
  std::string name;
  std::string summary;
  std::string synopsis;
  std::string operands_text;  // what the words of the synopsis are; may be empty
  std::string examples;       // lines
  Operands operands;
  std::vector<OptionSpec> options;
  std::vector<CommandSpec> actions;  // of `dify`
};

struct ProgramSpec {
  std::string name;
  std::vector<CommandSpec> commands;
};

// proxyenv. Its first command is `run`, whose options also stand without the word `run`.
[[nodiscard]] ProgramSpec launcher();
// proxyenv-tools: the commands that it has.
[[nodiscard]] ProgramSpec companion();

}  // namespace proxyenv::docgen
