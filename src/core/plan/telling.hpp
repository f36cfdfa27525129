// SPDX-License-Identifier: Apache-2.0
// What a client that reads no proxy variables is told in a variable of its own (--also), and what
// there is to tell. Private to told_*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/environment.hpp"
#include "core/finding.hpp"
#include "core/plan/plan.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

struct ToldSituation {
  const Environment& environment;        // for variables that are no proxy variables
  const Spellings& spellings;            // of the proxy variables as they will stand
  bool repair;                           // --repair
  std::vector<std::string_view> values;  // of the client's variable, in every entry of the name
};

// The decision about the client's variable.
struct Telling {
  Action action = Action::keep;  // keep: no line in the plan where the variable is absent
  Reason reason = Reason::also_no_proxy;
  std::string detail;
  std::string value;                                          // for Action::set
  std::vector<std::pair<FindingKind, std::string>> findings;  // with a clause behind the name

  static Telling keep(Reason reason, std::string detail);
  static Telling set(std::string value, std::string detail);
  // Asked for, and not done: kept, with a finding.
  static Telling refuse(const std::string& why);
};

// In told_java.cpp and told_node.cpp.
[[nodiscard]] Telling tell_java(const ToldSituation& situation);
[[nodiscard]] Telling tell_node(const ToldSituation& situation);

// What the two spellings of a family say together.
struct Statement {
  std::string_view variable;  // that says it; empty where neither does
  std::string value;          // cleaned, unless --repair off
  std::string doubt;          // why it cannot be told on, as a clause; empty where it can

  [[nodiscard]] bool says_something() const { return !variable.empty(); }
};

[[nodiscard]] Statement statement_of(const ToldSituation& situation, Family family);

// The decision that the exemption list makes by itself: it leaves nothing to tell, or is in doubt.
// Returns no value where it makes none.
[[nodiscard]] std::optional<Telling> decision_of_list(const Statement& list);

}  // namespace proxyenv
