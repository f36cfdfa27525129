// SPDX-License-Identifier: Apache-2.0
// The words and operators of shell text (POSIX.1-2017, XCU 2.2 to 2.4; bash's $'...'), with quotes
// removed and nothing executed. Where a value depends on what a shell would have to expand or to
// run, the word says so.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::sources {

struct ShellWord {
  std::string text;             // without quotes, as far as it is known
  std::size_t line = 1;         // where it begins
  bool is_known = true;         // nothing in it had to be expanded that the text does not say
  bool has_escape = false;      // a `\` stands in it, which shells read differently
  bool is_quoted = false;       // it has a quote or a `\`: then it is no keyword
  std::size_t plain_front = 0;  // characters in front that stand there without quotes
};

struct AssignmentWord {
  std::string_view name;
  std::string_view value;
  bool appends = false;  // NAME+=VALUE
};

// The word as an assignment: a name and `=` that stand there without quotes. Views into the word.
[[nodiscard]] std::optional<AssignmentWord> as_assignment(const ShellWord& word);

// One command: words up to an operator or a line end.
struct ShellCommand {
  std::vector<ShellWord> words;
  bool writes = false;  // `>` or `>>` stands in it
  std::string ending;   // the operator behind it: "\n", ";", "&&", "|", "(", ")", ...
};

// The value of a variable that the text has set so far.
using ShellLookup = std::function<std::optional<std::string>(std::string_view name)>;

class ShellReader {
 public:
  ShellReader(std::string_view text, ShellLookup lookup)
      : rest_(text), lookup_(std::move(lookup)) {}

  // The next command; it may have no words. No value at the end. An Error if a quote is not closed.
  [[nodiscard]] Result<std::optional<ShellCommand>> next();

 private:
  [[nodiscard]] bool at_end() const { return at_ == rest_.size(); }
  [[nodiscard]] char here() const { return rest_[at_]; }
  [[nodiscard]] bool starts(std::string_view what) const {
    return rest_.substr(at_).starts_with(what);
  }
  char take();
  std::string take_operator();
  void skip_here_documents();
  void skip_array();
  Result<ShellWord> take_word();
  Result<void> take_single_quotes(ShellWord& word);
  Result<void> take_ansi_quotes(ShellWord& word);
  Result<void> take_double_quotes(ShellWord& word);
  Result<void> take_dollar(ShellWord& word, bool in_quotes);
  Result<void> skip_to(char opening, char closing);
  Result<void> skip_backquotes();
  [[nodiscard]] std::optional<std::string> value_of(std::string_view name) const;
  [[nodiscard]] std::string not_closed(std::size_t line, std::string_view what) const;

  std::string_view rest_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  ShellLookup lookup_;
  // What this command has assigned so far, while its words are all assignments: each sees those
  // before it. No value: it is not known.
  std::unordered_map<std::string, std::optional<std::string>> assigned_;
  struct HereDocument {
    std::string delimiter;
    bool strips_tabs;
  };
  std::vector<HereDocument> here_documents_;  // whose text begins behind the next line end
};

}  // namespace proxyenv::sources
