// SPDX-License-Identifier: Apache-2.0
#include "sources/cmd_commands.hpp"

#include <algorithm>
#include <utility>

#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view without_front(std::string_view text, std::string_view set) {
  return text.substr(std::min(text.find_first_not_of(set), text.size()));
}

bool is_comment(std::string_view command) {
  return command.starts_with("::") || take_cmd_word(command, "rem") ||
         ascii::equal_ignoring_case(command, "rem");
}

// What `if CONDITION` or `for ... do` runs: what stands from the first `set`, `setx` or bracket on,
// since conditions have many forms.
std::string_view run_by_condition(std::string_view command) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < command.size(); ++i) {
    if (command[i] == '"') in_quotes = !in_quotes;
    if (in_quotes || i == 0 || (!is_blank(command[i - 1]) && command[i - 1] != '(')) continue;
    std::string_view rest = command.substr(i);
    if (take_cmd_word(rest, "set") || take_cmd_word(rest, "setx")) return command.substr(i);
  }
  return {};
}

class Splitter {
 public:
  explicit Splitter(CmdBrackets& brackets) : brackets_(brackets) {}

  std::vector<CmdCommand> split(std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      at_ = i;
      if (command_.text.empty() && (is_blank(c) || c == '@')) continue;
      if (command_.text.empty()) {
        command_.offset = i;
        if (is_comment(line.substr(i))) return with_comment(line.substr(i));
      }
      if (c == '"') in_quotes_ = !in_quotes_;
      if (in_quotes_) {
        command_.text.push_back(c);
      } else if (c == '^' && i + 1 < line.size()) {
        command_.text.push_back(line[++i]);
      } else {
        take_plain(c);
      }
    }
    at_ = line.size();
    end_command();
    return std::move(commands_);
  }

 private:
  // A comment goes on to the end of the line, whatever stands in it.
  std::vector<CmdCommand> with_comment(std::string_view comment) {
    command_.text = std::string(comment);
    command_.end = command_.offset + comment.size();
    command_.is_comment = true;
    commands_.push_back(std::move(command_));
    return std::move(commands_);
  }

  void take_plain(char c) {
    if (c == '&' || c == '|') {
      const bool is_pipe = c == '|';
      end_command();
      // `||` is no pipe.
      if (is_pipe && !after_pipe_sign_ && !commands_.empty()) commands_.back().piped = true;
      if (is_pipe && after_pipe_sign_ && !commands_.empty()) commands_.back().piped = false;
      command_.piped = is_pipe && !after_pipe_sign_;
      after_pipe_sign_ = is_pipe && !after_pipe_sign_;
      return;
    }
    after_pipe_sign_ = false;
    if (c == '(' && (command_.text.empty() || opens_block())) {
      const bool is_of_condition = !command_.text.empty();
      end_command();
      brackets_.are_of_condition.push_back(is_of_condition);
      if (is_of_condition) ++brackets_.conditions;
    } else if (c == ')' && !brackets_.are_of_condition.empty()) {
      end_command();
      if (brackets_.are_of_condition.back()) --brackets_.conditions;
      brackets_.are_of_condition.pop_back();
    } else {
      if (c == '>') command_.writes = true;
      command_.text.push_back(c);
    }
  }

  // Behind the condition of an `if`, a `do` or an `else` a bracket opens a block. Elsewhere, as in
  // a value, it is a character.
  [[nodiscard]] bool opens_block() {
    if (has_run_ || !is_blank(command_.text.back())) return false;
    std::string_view text = command_.text;
    const bool is_statement = take_cmd_word(text, "if") || take_cmd_word(text, "for") ||
                              ascii::equal_ignoring_case(ascii::trimmed(text), "else");
    has_run_ = is_statement && !run_by_condition(command_.text).empty();
    return is_statement && !has_run_;
  }

  void end_command() {
    std::string_view text = command_.text;
    const bool has_condition = take_cmd_word(text, "if") || take_cmd_word(text, "for") ||
                               take_cmd_word(text, "do") || take_cmd_word(text, "else");
    if (has_condition) {
      const std::string_view run = run_by_condition(command_.text);
      command_.offset += command_.text.size() - run.size();
      command_.text = std::string(run);
    }
    command_.conditional = has_condition || brackets_.conditions > 0;
    command_.end = at_;
    if (!command_.text.empty()) commands_.push_back(std::move(command_));
    command_ = {};
    has_run_ = false;
  }

  CmdBrackets& brackets_;
  std::vector<CmdCommand> commands_;
  CmdCommand command_;
  std::size_t at_ = 0;  // in the line
  bool in_quotes_ = false;
  bool has_run_ = false;  // what a condition runs has begun
  bool after_pipe_sign_ = false;
};

}  // namespace

bool take_cmd_word(std::string_view& command, std::string_view word) {
  if (command.size() <= word.size() || !is_blank(command[word.size()])) return false;
  if (!ascii::equal_ignoring_case(command.substr(0, word.size()), word)) return false;
  command = without_front(command.substr(word.size()), " \t");
  return true;
}

std::vector<CmdCommand> cmd_commands_of(std::string_view line, CmdBrackets& brackets) {
  return Splitter(brackets).split(line);
}

}  // namespace proxyenv::sources
