// SPDX-License-Identifier: Apache-2.0
#include "documents/docker_options.hpp"

#include <cstddef>
#include <utility>

#include "text/ascii.hpp"

namespace proxyenv::documents {

namespace {

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  char quote = '\0';
  bool is_in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_end = quote == '\0' && (ascii::is_blank(c) || c == '\n');
    if (is_end) {
      is_in_word = false;
      continue;
    }
    if (!is_in_word) words.emplace_back();
    is_in_word = true;
    if (quote != '\0' && c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      words.back().push_back(text[++i]);
    } else {
      words.back().push_back(c);
    }
  }
  return words;
}

// What stands behind `-e` or `--env` in the same word; no value for another word.
std::optional<std::string_view> argument_of(std::string_view word) {
  if (word == "-e" || word == "--env") return std::string_view();
  for (const std::string_view option : {"--env=", "-e=", "-e"}) {
    if (word.starts_with(option)) return word.substr(option.size());
  }
  return std::nullopt;
}

}  // namespace

std::vector<DockerVariable> variables_in_docker_options(std::string_view options) {
  std::vector<DockerVariable> variables;
  const std::vector<std::string> words = words_in(options);
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto argument = argument_of(words[i]);
    if (!argument) continue;
    if (argument->empty() && i + 1 < words.size()) argument = words[++i];
    if (argument->empty()) continue;
    const std::size_t equals = argument->find('=');
    DockerVariable variable;
    variable.name = argument->substr(0, equals);
    if (equals != std::string_view::npos) variable.value = argument->substr(equals + 1);
    variables.push_back(std::move(variable));
  }
  return variables;
}

}  // namespace proxyenv::documents
