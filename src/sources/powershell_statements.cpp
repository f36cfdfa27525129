// SPDX-License-Identifier: Apache-2.0
#include "sources/powershell_statements.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

// How long the string at the beginning of `text` is, with its quotes. All of it, if it has no end.
// In either kind two quotes stand for one; "`" escapes in double quotes alone.
std::size_t string_length(std::string_view text) {
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '`') {
      ++i;
    } else if (text[i] == quote) {
      if (i + 1 == text.size() || text[i + 1] != quote) return i + 1;
      ++i;
    }
  }
  return text.size();
}

// The same of a here-string: @" and a line end, up to "@ at the beginning of a line.
std::size_t here_string_length(std::string_view text) {
  const char end[] = {'\n', text[1], '@', '\0'};
  const std::size_t at = text.find(end, 2);
  return at == std::string_view::npos ? text.size() : at + 3;
}

bool begins_here_string(std::string_view text) {
  return text.size() > 2 && text.front() == '@' && ascii::is_quote(text[1]) &&
         (text[2] == '\n' || text.substr(2).starts_with("\r\n"));
}

class Statements {
 public:
  explicit Statements(std::string_view text) : rest_(text) { begin_statement(); }

  std::vector<PowershellStatement> take() {
    while (!rest_.empty()) take_piece();
    end_statement(false);
    statements_.insert(statements_.end(), std::make_move_iterator(comments_.begin()),
                       std::make_move_iterator(comments_.end()));
    return std::move(statements_);
  }

 private:
  void take_piece() {
    const char c = rest_.front();
    if (begins_here_string(rest_)) return append(here_string_length(rest_));
    if (ascii::is_quote(c)) return append(string_length(rest_));
    if (rest_.starts_with("<#")) {
      // One without an end is no comment: PowerShell refuses the text.
      const std::size_t end = rest_.find("#>");
      return end == std::string_view::npos ? drop(rest_.size()) : take_comment(end + 2);
    }
    if (c == '#' && begins_word()) return take_comment(std::min(rest_.find('\n'), rest_.size()));
    if (c == '`' && rest_.size() > 1) {
      const bool ends_line = rest_[1] == '\n' || rest_.substr(1).starts_with("\r\n");
      if (!ends_line) return append(2);
      drop(rest_[1] == '\n' ? 2 : 3);
      return here().append(" ", line_);
    }
    if (take_bracket(c)) return;
    // Behind a `|` the statement may begin in another line.
    if (c == '\n' && ascii::trimmed(here().text).empty()) return drop(1);
    const bool is_separator = c == ';' || c == '|' || (c == '&' && rest_.starts_with("&&"));
    if (brackets_ == 0 && (is_separator || c == '\n')) {
      const bool is_pipe = c == '|' && !rest_.starts_with("||");
      drop(is_separator && !is_pipe && c != ';' ? 2 : 1);
      return end_statement(is_pipe);
    }
    append(1);
  }

  // Braces of a block end a statement, those of @{...} and ${...} do not. Lines go on in brackets.
  bool take_bracket(char c) {
    const std::string_view text = here().text;
    const bool is_of_value = !text.empty() && (text.back() == '@' || text.back() == '$');
    if (c == '{' && !is_of_value && brackets_ == 0) {
      drop(1);
      ++blocks_;
      end_statement(false);
    } else if (c == '}' && brackets_ == 0) {
      drop(1);
      end_statement(false);
      if (blocks_ > 0) --blocks_;
      here_statement().conditional = blocks_ > 0;
    } else if (c == '(' || c == '{') {
      ++brackets_;
      append(1);
    } else if ((c == ')' || c == '}') && brackets_ > 0) {
      --brackets_;
      append(1);
    } else {
      return false;
    }
    return true;
  }

  [[nodiscard]] bool begins_word() {
    const std::string_view text = here().text;
    constexpr std::string_view kBefore = " \t\r\n(){};,|";
    return text.empty() || kBefore.find(text.back()) != std::string_view::npos;
  }

  PowershellStatement& here_statement() { return statements_.back(); }
  JoinedLines& here() { return here_statement().joined; }

  void begin_statement() {
    statements_.emplace_back();
    statements_.back().conditional = blocks_ > 0;
  }

  void end_statement(bool is_pipe) {
    here_statement().is_piped = here_statement().is_piped || is_pipe;
    begin_statement();
    here_statement().is_piped = is_pipe;
  }

  void take_comment(std::size_t length) {
    comments_.emplace_back();
    comments_.back().is_comment = true;
    append_to(comments_.back().joined, length);
  }

  void append(std::size_t length) { append_to(here(), length); }

  void append_to(JoinedLines& joined, std::size_t length) {
    while (length > 0) {
      const std::string_view taken = rest_.substr(0, length);
      const std::size_t end = std::min(taken.find('\n'), taken.size() - 1) + 1;
      if (joined.pieces.empty() || joined.pieces.back().line != line_) {
        joined.append(taken.substr(0, end), line_);
      } else {
        joined.text.append(taken.substr(0, end));
      }
      drop(end);
      length -= end;
    }
  }

  void drop(std::size_t length) {
    const std::string_view dropped = rest_.substr(0, length);
    line_ += static_cast<std::size_t>(std::count(dropped.begin(), dropped.end(), '\n'));
    rest_.remove_prefix(dropped.size());
  }

  std::string_view rest_;
  std::vector<PowershellStatement> statements_;
  std::vector<PowershellStatement> comments_;
  std::size_t line_ = 1;
  std::size_t brackets_ = 0;
  std::size_t blocks_ = 0;
};

}  // namespace

std::vector<PowershellStatement> powershell_statements_of(std::string_view text) {
  auto statements = Statements(text).take();
  std::erase_if(statements, [](const PowershellStatement& each) {
    return ascii::trimmed(each.joined.text).empty();
  });
  return statements;
}

std::vector<std::string_view> powershell_words_of(std::string_view text,
                                                  std::string_view separators) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  std::size_t depth = 0;
  std::size_t i = 0;
  const auto end_word = [&] {
    const std::string_view word = ascii::trimmed(text.substr(begin, i - begin));
    if (!word.empty()) words.push_back(word);
  };
  while (i < text.size()) {
    const char c = text[i];
    if (ascii::is_quote(c)) {
      i += string_length(text.substr(i));
      continue;
    }
    if (c == '(' || c == '{') ++depth;
    if ((c == ')' || c == '}') && depth > 0) --depth;
    if (depth == 0 && separators.find(c) != std::string_view::npos) {
      end_word();
      begin = i + 1;
    }
    i += c == '`' ? 2 : 1;
  }
  i = text.size();
  if (begin < text.size()) end_word();
  return words;
}

}  // namespace proxyenv::sources
