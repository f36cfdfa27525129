// SPDX-License-Identifier: Apache-2.0
// Helpers of the generators of completions.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docgen/command_spec.hpp"

namespace proxyenv::docgen {

// The text with each `@NAME@` replaced by its part.
[[nodiscard]] std::string filled(
    std::string_view text, std::initializer_list<std::pair<std::string_view, std::string>> parts);

// A name that is allowed for functions: `proxyenv_tools`.
[[nodiscard]] std::string function_name(const ProgramSpec& program);

// The words alone, with blanks between.
[[nodiscard]] std::string joined_words(const std::vector<Word>& words);

// The text between single quotes, for bash and zsh.
[[nodiscard]] std::string single_quoted(std::string_view text);

// A command whose options stand in its own words, and its name in one word: `dify init` is
// `dify-init`. The action comes behind its command.
struct FlatCommand {
  std::string key;
  const CommandSpec* command;
};
[[nodiscard]] std::vector<FlatCommand> flattened(const ProgramSpec& program);

// The lists of words that options of the program take. Options that take the same share one. Each
// has a name that is allowed for functions.
class WordLists {
 public:
  explicit WordLists(const ProgramSpec& program);

  struct List {
    std::string name;
    const std::vector<Word>* words;
  };
  [[nodiscard]] const std::vector<List>& all() const { return lists_; }
  // The name of the list of these words.
  [[nodiscard]] const std::string& name_of(const std::vector<Word>& words) const;

 private:
  std::vector<List> lists_;
};

}  // namespace proxyenv::docgen
