// SPDX-License-Identifier: Apache-2.0
#include "sources/systemd_file.hpp"

#include <string>
#include <utility>

#include "sources/entries.hpp"
#include "sources/systemd_expansion.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace proxyenv::sources {

namespace {

constexpr std::string_view kLineEnds = "\n\r";

bool is_one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

// The states and what leads from one to another are those of env-file.c.
class Machine {
 public:
  explicit Machine(bool expands) : expands_(expands) {}

  void take(char c) {
    switch (state_) {
      case State::before_name:
        return before_name(c);
      case State::name:
        return in_name(c);
      case State::before_value:
        return before_value(c);
      case State::value:
        return in_value(c);
      case State::escape:
        state_ = State::value;
        if (!is_one_of(c, kLineEnds)) value_.push_back(c);
        kept_size_ = value_.size();
        return;
      case State::single_quotes:
        if (c == '\'') {
          state_ = State::before_value;
        } else {
          value_.push_back(c);
        }
        return;
      case State::double_quotes:
        return in_double_quotes(c);
      case State::escape_in_quotes:
        return escaped_in_quotes(c);
      case State::comment:
        if (c == '\\') state_ = State::escape_in_comment;
        if (is_one_of(c, kLineEnds)) state_ = State::before_name;
        return;
      case State::escape_in_comment:
        // From systemd 254 on a comment ends with its line in spite of a `\`.
        state_ = is_one_of(c, kLineEnds) ? State::before_name : State::comment;
        return;
    }
  }

  Result<SourceEnvironment> read(std::string_view text) {
    if (!is_utf8(text)) return fail("it is not UTF-8, which systemd refuses");
    for (const char c : text) {
      take(c);
      if (c == '\n') ++line_;
    }
    if (state_ == State::value) drop_blanks_at_end();
    if (state_ != State::before_name && state_ != State::name && state_ != State::comment &&
        state_ != State::escape_in_comment) {
      finish_variable();
    }
    return assignments_.finish();
  }

 private:
  enum class State {
    before_name,
    name,
    before_value,
    value,
    escape,
    single_quotes,
    double_quotes,
    escape_in_quotes,
    comment,
    escape_in_comment,
  };

  void before_name(char c) {
    if (c == '#' || c == ';') {
      state_ = State::comment;
    } else if (!ascii::is_blank(c)) {
      state_ = State::name;
      name_ = c;
      first_line_ = line_;
    }
  }

  void in_name(char c) {
    if (is_one_of(c, kLineEnds)) {
      assignments_.entries().not_read(name_, first_line_, "it has no `=`");
      state_ = State::before_name;
    } else if (c == '=') {
      state_ = State::before_value;
      value_.clear();
    } else {
      name_.push_back(c);
    }
  }

  void before_value(char c) {
    if (is_one_of(c, kLineEnds)) {
      finish_variable();
    } else if (c == '\'') {
      state_ = State::single_quotes;
    } else if (c == '"') {
      state_ = State::double_quotes;
    } else if (c == '\\') {
      begin_plain_value();
      state_ = State::escape;
    } else if (!ascii::is_blank(c)) {
      begin_plain_value();
      value_.push_back(c);
    }
  }

  void begin_plain_value() {
    state_ = State::value;
    kept_size_ = value_.size();
  }

  void in_value(char c) {
    if (is_one_of(c, kLineEnds)) {
      drop_blanks_at_end();
      finish_variable();
    } else if (c == '\\') {
      state_ = State::escape;
    } else {
      value_.push_back(c);
    }
  }

  // But not those in quotes, and none in front of an escape.
  void drop_blanks_at_end() {
    while (value_.size() > kept_size_ && ascii::is_blank(value_.back())) value_.pop_back();
  }

  void in_double_quotes(char c) {
    if (c == '"') {
      state_ = State::before_value;
    } else if (c == '\\') {
      state_ = State::escape_in_quotes;
    } else {
      value_.push_back(c);
    }
  }

  void escaped_in_quotes(char c) {
    constexpr std::string_view kEscapable = "\"\\`$";
    state_ = State::double_quotes;
    if (is_one_of(c, kEscapable)) {
      value_.push_back(c);
    } else if (c != '\n') {
      value_.append({'\\', c});
    }
  }

  void finish_variable() {
    state_ = State::before_name;
    while (!name_.empty() && ascii::is_blank(name_.back())) name_.pop_back();
    if (expands_ && value_.empty()) {
      assignments_.entries().not_read(name_, first_line_,
                                      "environment.d takes no empty value: an earlier one stays");
    } else if (is_shell_name(name_)) {
      auto value = expands_ ? expanded_by_systemd(value_, assignments_) : std::move(value_);
      if (value) {
        assignments_.set(name_, std::move(*value), first_line_);
      } else {
        assignments_.set_unknown(name_, first_line_,
                                 "refers to a variable that the file does not set");
      }
    } else {
      assignments_.entries().name_not_read(name_, first_line_,
                                           "systemd takes letters, digits and `_` in a name alone");
    }
  }

  bool expands_;  // references in values
  State state_ = State::before_name;
  std::string name_;
  std::string value_;
  std::size_t kept_size_ = 0;  // of the value, whose blanks at the end stay
  std::size_t line_ = 1;
  std::size_t first_line_ = 1;
  Assignments assignments_;
};

}  // namespace

Result<SourceEnvironment> read_systemd_file(std::string_view text) {
  return Machine(false).read(text);
}

Result<SourceEnvironment> read_environment_d(std::string_view text) {
  return Machine(true).read(text);
}

}  // namespace proxyenv::sources
