// SPDX-License-Identifier: Apache-2.0
// Reads rows that say how the plan changes an environment (tests/unit/core/plan/plan.rows):
//
//   # a comment, up to the end of the line; empty lines are skipped
//   findings: NAME...          the kinds of finding that the rows name; before all rows
//   == WHAT THE ROWS BELOW SHOW
//   options: WORDS             for the rows below, up to the next `options:` or `==`
//   WHY THE RESULT IS RIGHT    begins a row
//     NAME=VALUE               its environment, one entry for each line
//     -> CHANGE                the plan, one change for each line, as in plan_text_form.hpp;
//        CHANGE                `-> nothing` if it has none
//     !! FINDING VARIABLE      a finding that is shown
//
// In an entry `\r` is a carriage return, `\s` a space, `\\` a backslash. The reader is strict: it
// throws std::runtime_error with file and line for every unknown line, so that no row is
// lost.
#pragma once

#include <algorithm>
#include <cstddef>
#include <istream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/plan_text_form.hpp"

namespace proxyenv::testing {

struct PlanRow {
  std::size_t line = 0;  // where it begins
  std::string group;
  std::vector<std::string> options;  // words of the command line
  std::string why;
  Lines environment;
  Lines changes;
  Lines findings;
};

struct PlanRows {
  std::vector<std::string> findings;  // the kinds that rows speak of
  std::vector<PlanRow> rows;
};

class PlanRowsReader {
 public:
  PlanRowsReader(std::istream& input, std::string file) : input_(input), file_(std::move(file)) {}

  PlanRows read() {
    for (std::string line; std::getline(input_, line);) {
      ++number_;
      if (!line.empty() && line.front() != '#') take(line);
    }
    finish_row();
    return std::move(result_);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw std::runtime_error(file_ + ":" + std::to_string(number_) + ": " + what);
  }

  static std::vector<std::string> words_of(std::string_view text) {
    std::istringstream stream{std::string(text)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
  }

  void take(std::string_view line) {
    if (take_after("findings:", line)) {
      if (!group_.empty()) refuse("`findings:` stands above all rows");
      for (std::string& kind : words_of(line)) result_.findings.push_back(std::move(kind));
    } else if (take_after("== ", line)) {
      finish_row();
      group_ = line;
      options_.clear();
    } else if (take_after("options:", line)) {
      finish_row();
      options_ = words_of(line);
    } else if (line.starts_with("  ")) {
      take_indented(line.substr(2));
    } else if (line.front() == ' ' || line.front() == '\t') {
      refuse("a line is indented by two blanks");
    } else {
      begin_row(line);
    }
  }

  // True where the line begins so; it is then cut off.
  static bool take_after(std::string_view beginning, std::string_view& line) {
    if (!line.starts_with(beginning)) return false;
    line.remove_prefix(beginning.size());
    return true;
  }

  void begin_row(std::string_view why) {
    finish_row();
    if (group_.empty()) refuse("a row stands below no `==`");
    row_ = {number_, group_, options_, std::string(why), {}, {}, {}};
    in_row_ = true;
    has_result_ = false;
  }

  void finish_row() {
    if (!in_row_) return;
    if (!has_result_) refuse("the row above says no result (`->`)");
    result_.rows.push_back(std::move(row_));
    in_row_ = false;
  }

  void take_indented(std::string_view line) {
    if (!in_row_) refuse("no row has begun");
    if (take_after("-> ", line)) {
      if (has_result_) refuse("the row has a result already");
      has_result_ = true;
      if (line != "nothing") row_.changes.push_back(unescaped(line));
    } else if (take_after("!! ", line)) {
      if (!has_result_) refuse("a finding stands before the result");
      take_finding(line);
    } else if (take_after("   ", line)) {
      if (row_.changes.empty() || !row_.findings.empty()) refuse("no change stands above");
      row_.changes.push_back(unescaped(line));
    } else if (has_result_) {
      refuse("neither a change nor a finding");
    } else {
      row_.environment.push_back(unescaped(line));
    }
  }

  void take_finding(std::string_view line) {
    const std::string kind(line.substr(0, line.find(' ')));
    const auto& known = result_.findings;
    if (std::find(known.begin(), known.end(), kind) == known.end()) {
      refuse(kind + " is not among the findings that rows speak of");
    }
    row_.findings.emplace_back(line);
  }

  [[nodiscard]] std::string unescaped(std::string_view text) const {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\') {
        result.push_back(text[i]);
        continue;
      }
      const char escape = ++i < text.size() ? text[i] : '\0';
      if (escape != 'r' && escape != 's' && escape != '\\') refuse("an unknown escape");
      result.push_back(escape == 'r' ? '\r' : escape == 's' ? ' ' : '\\');
    }
    return result;
  }

  std::istream& input_;
  std::string file_;
  std::size_t number_ = 0;
  PlanRows result_;
  std::string group_;
  std::vector<std::string> options_;
  PlanRow row_;
  bool in_row_ = false;
  bool has_result_ = false;
};

}  // namespace proxyenv::testing
