// SPDX-License-Identifier: Apache-2.0
#include "docgen/template.hpp"

#include <algorithm>

namespace proxyenv::docgen {

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

}  // namespace

std::string filled(std::string_view text,
                   std::initializer_list<std::pair<std::string_view, std::string>> parts) {
  std::string result(text);
  for (const auto& [name, part] : parts) replace_all(result, name, part);
  return result;
}

std::string function_name(const ProgramSpec& program) {
  std::string name = program.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string joined_words(const std::vector<Word>& words) {
  std::string text;
  for (const Word& word : words) text.append(text.empty() ? "" : " ").append(word.word);
  return text;
}

std::string single_quoted(std::string_view text) {
  std::string inside(text);
  replace_all(inside, "'", "'\\''");
  return "'" + inside + "'";
}

std::vector<FlatCommand> flattened(const ProgramSpec& program) {
  std::vector<FlatCommand> commands;
  for (const CommandSpec& command : program.commands) {
    commands.push_back({command.name, &command});
    for (const CommandSpec& action : command.actions) {
      commands.push_back({command.name + "-" + action.name, &action});
    }
  }
  return commands;
}

WordLists::WordLists(const ProgramSpec& program) {
  const auto find = [this](const auto& holds) {
    return std::find_if(lists_.begin(), lists_.end(), holds) != lists_.end();
  };
  for (const FlatCommand& flat : flattened(program)) {
    for (const OptionSpec& option : flat.command->options) {
      const std::string words = joined_words(option.words);
      if (words.empty() || find([&](const List& it) { return joined_words(*it.words) == words; })) {
        continue;
      }
      std::string name = option.name;
      if (find([&](const List& it) { return it.name == name; })) {
        name.insert(0, flat.key + "_");
      }
      std::replace(name.begin(), name.end(), '-', '_');
      lists_.push_back({std::move(name), &option.words});
    }
  }
}

const std::string& WordLists::name_of(const std::vector<Word>& words) const {
  const std::string wanted = joined_words(words);
  return std::find_if(lists_.begin(), lists_.end(),
                      [&](const List& it) { return joined_words(*it.words) == wanted; })
      ->name;
}

}  // namespace proxyenv::docgen
