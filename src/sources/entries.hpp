// SPDX-License-Identifier: Apache-2.0
// What a reader of a source collects line by line: entries with their lines, and remarks. Two
// forms: a list in which a name may stand twice, and assignments of which the last one counts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// Whether the text may name a proxy variable: it has "_proxy" in some letter case.
[[nodiscard]] bool may_name_proxy_variable(std::string_view text);

// A name that shells and the systems above them take: letters, digits and `_`, no digit in front.
[[nodiscard]] bool is_shell_name(std::string_view name);

class Entries {
 public:
  void add(std::string_view name, std::string_view value, std::size_t line);

  // A remark about this variable. Nothing is kept of a name that the findings are not about.
  void remark(FindingKind kind, std::string_view name, std::size_t line, std::string_view clause);
  // One about no variable alone. The sentence is the whole message.
  void remark_on_text(FindingKind kind, std::size_t line, std::string sentence);
  // The reader has understood this name on that line, whatever becomes of it (TakenName). An empty
  // name: all that stands on the line.
  void take(std::string_view name, std::size_t line);
  // line_not_read, if the line's text may name a proxy variable. It is not repeated.
  void not_read(std::string_view text, std::size_t line, std::string_view why);
  // The same of a line whose name is refused, if it may be a proxy variable's or is like one.
  void name_not_read(std::string_view name, std::size_t line, std::string_view why);
  // A variable is set whose name something else gives, such as ${p}_proxy: line_not_read if what is
  // written of it may name a proxy variable, and else the note that it may be one.
  void made_name_not_read(std::string_view name, std::size_t line);

  // Nothing was recognized so far.
  [[nodiscard]] bool empty() const {
    return texts_.empty() && remarks_.empty() && trouble_.empty();
  }

  // finish() will fail with this, unless something came before it.
  void refuse(std::string trouble) {
    if (trouble_.empty()) trouble_ = std::move(trouble);
  }

  // An Error if an entry is longer than a variable can be, or holds a NUL.
  [[nodiscard]] Result<SourceEnvironment> finish();

 private:
  std::vector<std::string> texts_;
  std::vector<std::size_t> lines_;
  std::vector<PlacedFinding> remarks_;
  std::vector<TakenName> taken_;
  std::string trouble_;
};

struct Assignment {
  std::string name;
  std::string value;
  std::size_t line = 0;
  bool is_set = true;
  bool is_known = true;  // the value stands in the text
};

class Assignments {
 public:
  void set(std::string_view name, std::string value, std::size_t line) {
    put({std::string(name), std::move(value), line});
  }
  void set_unknown(std::string_view name, std::size_t line, std::string_view clause);
  void unset(std::string_view name, std::size_t line);

  // The last assignment of the name; null if there is none, or if it was unset behind it.
  [[nodiscard]] const Assignment* find(std::string_view name) const;

  // Unsets those for which `keep` says no.
  template <class Keep>
  void keep_only(Keep keep) {
    for (Assignment& assignment : assignments_) {
      if (assignment.is_set) assignment.is_set = keep(assignment);
    }
  }

  // Remarks go here.
  [[nodiscard]] Entries& entries() { return entries_; }

  // What is set and known at the end, in the order in which the names came first.
  [[nodiscard]] Result<SourceEnvironment> finish();

 private:
  Assignment& put(Assignment assignment);

  std::vector<Assignment> assignments_;
  std::vector<std::string> clauses_;  // why a value is not known, of each assignment
  std::unordered_map<std::string, std::size_t> places_;
  std::size_t bytes_ = 0;  // of all values that were set
  Entries entries_;
};

}  // namespace proxyenv::sources
