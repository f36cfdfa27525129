// SPDX-License-Identifier: Apache-2.0
#include "core/shell_quoted.hpp"

#include <algorithm>

#include "core/redaction.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

// A word that neither a shell nor the reader of an .env file changes.
bool is_plain(std::string_view word) {
  constexpr std::string_view kPlain = "_@%+=:,./-";
  return !word.empty() && std::all_of(word.begin(), word.end(), [&](char c) {
    return ascii::is_alnum(c) || kPlain.find(c) != std::string_view::npos;
  });
}

// Whole, however long: a part of a command is none.
std::string shown(std::string_view word) {
  return may_word_hold_credentials(word) ? length_of(word) : std::string(word);
}

}  // namespace

bool can_be_pasted(std::string_view word) {
  return !may_word_hold_credentials(word) && escape_for_display(word) == word;
}

std::string shell_quoted(std::string_view word) {
  std::string text(word.starts_with('-') ? "./" : "");
  if (is_plain(word)) return text + shown(word);
  text.push_back('\'');
  for (const char c : shown(word)) {
    if (c == '\'') text.append("'\\'");
    text.push_back(c);
  }
  return escape_for_display(text + "'");
}

std::string env_file_quoted(std::string_view value) {
  std::string text = shown(value);
  if (is_plain(value)) return text;
  // Nothing is special between single quotes, and so no single quote can stand there.
  if (text.find('\'') == std::string::npos) return escape_for_display("'" + text + "'");
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '$') quoted.push_back('\\');
    quoted.push_back(c);
  }
  return escape_for_display(quoted + "\"");
}

}  // namespace proxyenv
