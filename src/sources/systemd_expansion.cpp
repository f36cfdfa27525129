// SPDX-License-Identifier: Apache-2.0
#include "sources/systemd_expansion.hpp"

#include "sources/limits.hpp"
#include "sources/proxy_mentions.hpp"

namespace proxyenv::sources {

namespace {

// The states are those of replace_env_full().
class Expansion {
 public:
  Expansion(const Assignments& known, int depth) : known_(known), depth_(depth) {}

  std::optional<std::string> expand(std::string_view text) {
    constexpr int kDeepest = 32;
    if (depth_ > kDeepest) return std::nullopt;
    text_ = text;
    for (std::size_t i = 0; i < text.size() && is_known_; ++i) {
      if (state_ == State::plain_name && !is_name_character(text[i])) end_plain_name(i);
      take(text[i], i);
      if (result_.size() > kLongestEntry) return std::nullopt;
    }
    if (state_ == State::plain_name) {
      end_plain_name(text.size());
    } else {
      result_.append(text.substr(word_));
    }
    if (!is_known_ || result_.size() > kLongestEntry) return std::nullopt;
    return std::move(result_);
  }

 private:
  enum class State { text, dollar, braced_name, plain_name, test, default_value, other_value };

  void take(char c, std::size_t at) {
    switch (state_) {
      case State::text:
        if (c == '$') state_ = State::dollar;
        return;
      case State::dollar:
        return behind_dollar(c, at);
      case State::braced_name:
        if (c == '}') {
          append_value(text_.substr(word_ + 2, at - word_ - 2));
          word_ = at + 1;
          state_ = State::text;
          --nesting_;
        } else if (c == ':') {
          name_ = text_.substr(word_ + 2, at - word_ - 2);
          state_ = State::test;
        }
        return;
      case State::test:
        state_ = c == '-' ? State::default_value : c == '+' ? State::other_value : State::text;
        test_value_ = at + 1;
        return;
      case State::default_value:
      case State::other_value:
        return in_test_value(c, at);
      case State::plain_name:
        return;
    }
  }

  void behind_dollar(char c, std::size_t at) {
    if (c == '{') {
      begin_reference(at, State::braced_name);
      ++nesting_;
    } else if (c == '$') {
      result_.append(text_.substr(word_, at - word_));
      word_ = at + 1;
      state_ = State::text;
    } else if (is_name_character(c)) {
      begin_reference(at, State::plain_name);
    } else {
      state_ = State::text;
    }
  }

  void begin_reference(std::size_t at, State state) {
    result_.append(text_.substr(word_, at - word_ - 1));
    word_ = at - 1;
    state_ = state;
  }

  void end_plain_name(std::size_t end) {
    append_value(text_.substr(word_ + 1, end - word_ - 1));
    word_ = end;
    state_ = State::text;
  }

  void in_test_value(char c, std::size_t at) {
    if (c == '{') ++nesting_;
    if (c != '}' || --nesting_ != 0) return;
    const Assignment* found = known_.find(name_);
    if (found == nullptr || !found->is_known) {
      is_known_ = false;
    } else if (state_ == State::default_value) {
      result_.append(found->value);
    } else {
      auto other =
          Expansion(known_, depth_ + 1).expand(text_.substr(test_value_, at - test_value_));
      is_known_ = other.has_value();
      result_.append(other.value_or(""));
    }
    word_ = at + 1;
    state_ = State::text;
  }

  void append_value(std::string_view name) {
    const Assignment* found = known_.find(name);
    if (found == nullptr || !found->is_known) {
      is_known_ = name.empty() && is_known_;
    } else {
      result_.append(found->value);
    }
  }

  const Assignments& known_;
  int depth_;
  std::string_view text_;
  std::string result_;
  std::string_view name_;
  State state_ = State::text;
  std::size_t word_ = 0;  // where the text begins that is not yet in the result
  std::size_t test_value_ = 0;
  int nesting_ = 0;
  bool is_known_ = true;
};

}  // namespace

std::optional<std::string> expanded_by_systemd(std::string_view value, const Assignments& known) {
  return Expansion(known, 0).expand(value);
}

}  // namespace proxyenv::sources
