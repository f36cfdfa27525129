// SPDX-License-Identifier: Apache-2.0
#include "sources/shell_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sources/ansi_quotes.hpp"
#include "sources/entries.hpp"
#include "sources/limits.hpp"
#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

constexpr std::array<std::string_view, 15> kOperators = {
    "<<<", "<<-", "&&", "||", ";;", "<<", ">>", "&", "|", ";", "<", ">", "(", ")", "\n"};

bool ends_word(char c) {
  constexpr std::string_view kEnds = " \t\n&|;<>()";
  return kEnds.find(c) != std::string_view::npos;
}

std::size_t name_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && (ascii::is_alnum(text[length]) || text[length] == '_')) ++length;
  return text.empty() || ascii::is_digit(text.front()) ? 0 : length;
}

}  // namespace

std::optional<AssignmentWord> as_assignment(const ShellWord& word) {
  const std::string_view text = word.text;
  const std::size_t at = text.find('=');
  if (at == std::string_view::npos || at >= word.plain_front) return std::nullopt;
  std::string_view name = text.substr(0, at);
  const bool appends = name.ends_with('+');
  if (appends) name.remove_suffix(1);
  if (!is_shell_name(name)) return std::nullopt;
  return AssignmentWord{name, text.substr(at + 1), appends};
}

std::optional<std::string> ShellReader::value_of(std::string_view name) const {
  const auto assigned = assigned_.find(std::string(name));
  return assigned == assigned_.end() ? lookup_(name) : assigned->second;
}

std::string ShellReader::not_closed(std::size_t line, std::string_view what) const {
  return "line " + std::to_string(line) + ": " + std::string(what) +
         " is opened there and never closed";
}

char ShellReader::take() {
  const char c = rest_[at_++];
  if (c == '\n') ++line_;
  return c;
}

Result<std::optional<ShellCommand>> ShellReader::next() {
  if (at_end()) return std::nullopt;
  ShellCommand command;
  bool only_assigns = true;
  if (!assigned_.empty()) assigned_ = {};
  while (!at_end()) {
    if (starts("\\\n")) {
      take();
      take();
    } else if (here() == ' ' || here() == '\t' || here() == '\r') {
      take();
    } else if (here() == '#') {
      while (!at_end() && here() != '\n') take();
    } else if (ends_word(here())) {
      command.ending = take_operator();
      if (command.ending.starts_with("<<") && command.ending != "<<<") {
        while (!at_end() && (here() == ' ' || here() == '\t')) take();
        auto delimiter = take_word();
        if (!delimiter) return fail(delimiter.error());
        here_documents_.push_back({delimiter->text, command.ending == "<<-"});
      } else if (command.ending == "\n") {
        skip_here_documents();
        return command;
      } else if (command.ending != "<" && command.ending != ">" && command.ending != ">>" &&
                 command.ending != "<<<") {
        return command;
      }
      command.writes = command.writes || command.ending.starts_with('>');
      // A redirection belongs to the command; its word behind it is no argument of interest.
    } else {
      auto word = take_word();
      if (!word) return fail(word.error());
      const auto assignment = as_assignment(*word);
      only_assigns = only_assigns && assignment;
      if (only_assigns) {
        const bool is_known = word->is_known && !assignment->appends;
        assigned_[std::string(assignment->name)] =
            is_known ? std::optional(std::string(assignment->value)) : std::nullopt;
      }
      command.words.push_back(std::move(*word));
    }
  }
  return command;
}

std::string ShellReader::take_operator() {
  for (const std::string_view each : kOperators) {
    if (!starts(each)) continue;
    for (std::size_t i = 0; i < each.size(); ++i) take();
    return std::string(each);
  }
  return std::string(1, take());
}

void ShellReader::skip_here_documents() {
  for (const HereDocument& document : here_documents_) {
    while (!at_end()) {
      const std::size_t begin = at_;
      while (!at_end() && here() != '\n') take();
      std::string_view line = rest_.substr(begin, at_ - begin);
      if (!at_end()) take();
      if (line.ends_with('\r')) line.remove_suffix(1);
      while (document.strips_tabs && line.starts_with('\t')) line.remove_prefix(1);
      if (line == document.delimiter) break;
    }
  }
  here_documents_.clear();
}

Result<ShellWord> ShellReader::take_word() {
  ShellWord word;
  word.line = line_;
  bool plain = true;
  while (!at_end() && !ends_word(here())) {
    if (plain) word.plain_front = word.text.size();
    const char c = here();
    Result<void> done;
    if (starts("\\\n")) {
      take();
      take();
    } else if (c == '\\') {
      take();
      word.is_quoted = word.has_escape = true;
      word.text.push_back(at_end() ? '\\' : take());
      plain = false;
    } else if (c == '\'') {
      done = take_single_quotes(word);
      plain = false;
    } else if (c == '"') {
      take();
      done = take_double_quotes(word);
      plain = false;
    } else if (c == '$') {
      done = take_dollar(word, false);
      plain = false;
    } else if (c == '`') {
      word.is_known = false;
      take();
      done = skip_backquotes();
      plain = false;
    } else if (c == '\r' && (at_ + 1 == rest_.size() || rest_[at_ + 1] == '\n')) {
      // Shells keep it: it is a part of the value, and the finding carriage_return says so.
      word.text.push_back(take());
    } else {
      word.text.push_back(take());
      if (word.text.back() == '=' && !at_end() && here() == '(') {
        word.is_known = false;
        done = skip_to('(', ')');
      }
    }
    if (!done) return fail(done.error());
  }
  if (plain) word.plain_front = word.text.size();
  return word;
}

Result<void> ShellReader::take_single_quotes(ShellWord& word) {
  const std::size_t line = line_;
  word.is_quoted = true;
  take();
  while (!at_end()) {
    const char c = take();
    if (c == '\'') return {};
    word.has_escape = word.has_escape || c == '\\';
    word.text.push_back(c);
  }
  return fail(not_closed(line, "a quote"));
}

Result<void> ShellReader::take_ansi_quotes(ShellWord& word) {
  const std::size_t line = line_;
  word.is_quoted = true;
  std::string raw;
  while (!at_end()) {
    const char c = take();
    if (c == '\'') {
      word.text.append(without_ansi_escapes(raw));
      return {};
    }
    raw.push_back(c);
    if (c == '\\' && !at_end()) raw.push_back(take());
  }
  return fail(not_closed(line, "a quote"));
}

Result<void> ShellReader::take_double_quotes(ShellWord& word) {
  constexpr std::string_view kEscapable = "$`\"\\";
  const std::size_t line = line_;
  word.is_quoted = true;
  while (!at_end()) {
    if (here() == '$') {
      if (auto done = take_dollar(word, true); !done) return done;
      continue;
    }
    const char c = take();
    if (c == '"') return {};
    if (c == '`') {
      word.is_known = false;
      if (auto done = skip_backquotes(); !done) return done;
    } else if (c == '\\' && !at_end()) {
      const char escaped = take();
      word.has_escape = true;
      if (kEscapable.find(escaped) == std::string_view::npos && escaped != '\n') {
        word.text.push_back('\\');
      }
      if (escaped != '\n') word.text.push_back(escaped);
    } else {
      word.text.push_back(c);
    }
  }
  return fail(not_closed(line, "a quote"));
}

// `$NAME`, `${NAME}` of a variable that is known; anything else that `$` begins is not known.
Result<void> ShellReader::take_dollar(ShellWord& word, bool in_quotes) {
  const std::size_t line = line_;
  take();
  if (at_end()) {
    word.text.push_back('$');
    return {};
  }
  std::string_view name = rest_.substr(at_, name_length(rest_.substr(at_)));
  if (!name.empty()) {
    for (std::size_t i = 0; i < name.size(); ++i) take();
  } else if (here() == '{') {
    const std::size_t begin = at_ + 1;
    if (auto done = skip_to('{', '}'); !done) return fail(not_closed(line, "a `${`"));
    name = rest_.substr(begin, at_ - begin - 1);
    if (name_length(name) != name.size()) name = {};
  } else if (here() == '(') {
    if (auto done = skip_to('(', ')'); !done) return fail(not_closed(line, "a `$(`"));
  } else if (here() == '\'' && !in_quotes) {
    take();
    return take_ansi_quotes(word);
  } else if (here() == '"' && !in_quotes) {
    return {};
  } else {
    constexpr std::string_view kSpecial = "@*#?-$!0123456789";
    if (kSpecial.find(here()) == std::string_view::npos) {
      word.text.push_back('$');
      return {};
    }
    take();
  }
  const auto value = name.empty() ? std::nullopt : value_of(name);
  if (!value) {
    word.is_known = false;
    return {};
  }
  word.text.append(*value);
  if (word.text.size() > kLongestEntry) {
    return fail("line " + std::to_string(line) + std::string(kTooLong));
  }
  return {};
}

// Behind the bracket that closes the one that stands here. Quotes inside are passed over.
Result<void> ShellReader::skip_to(char opening, char closing) {
  const std::size_t line = line_;
  std::size_t depth = 0;
  char quote = '\0';
  while (!at_end()) {
    const char c = take();
    if (c == '\\' && quote != '\'') {
      if (!at_end()) take();
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (ascii::is_quote(c)) {
      quote = c;
    } else if (c == opening) {
      ++depth;
    } else if (c == closing && --depth == 0) {
      return {};
    }
  }
  return fail(not_closed(line, "a bracket"));
}

Result<void> ShellReader::skip_backquotes() {
  const std::size_t line = line_;
  while (!at_end()) {
    const char c = take();
    if (c == '`') return {};
    if (c == '\\' && !at_end()) take();
  }
  return fail(not_closed(line, "a backquote"));
}

}  // namespace proxyenv::sources
