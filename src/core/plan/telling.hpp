// SPDX-License-Identifier: Apache-2.0
// --also writes the proxy settings into the variable of a client that reads no proxy variables.
// Here are the decision about that variable, and the settings to write. Private to told_*.cpp.
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
  const Environment& environment;        // for variables other than proxy variables
  const Spellings& spellings;            // of the proxy variables after the plan
  bool repair;                           // --repair
  bool maven;                            // --also maven: for tell_java()
  std::vector<std::string_view> values;  // of the client's variable, in every entry of the name
};

// The decision about the client's variable.
struct Telling {
  Action action = Action::keep;  // keep: no line in the plan if the variable is absent
  Reason reason = Reason::also_no_proxy;
  std::string detail;
  std::string value;                                          // for Action::set
  std::vector<std::pair<FindingKind, std::string>> findings;  // with the clause after the name

  static Telling keep(Reason reason, std::string detail);
  static Telling set(std::string value, std::string detail);
  // The decision to keep the variable although --also names it, with a finding.
  static Telling refuse(const std::string& why);
};

// In told_electron.cpp, told_java.cpp and told_node.cpp.
[[nodiscard]] Telling tell_electron(const ToldSituation& situation);
[[nodiscard]] Telling tell_java(const ToldSituation& situation);
[[nodiscard]] Telling tell_node(const ToldSituation& situation);

// The value of a family, from both spellings.
struct Statement {
  std::string_view variable;  // the one with the value; empty if neither has one
  std::string value;          // repaired, unless --repair off
  std::string doubt;          // why the value cannot be passed on, as a clause; empty if it can

  [[nodiscard]] bool says_something() const { return !variable.empty(); }
};

[[nodiscard]] Statement statement_of(const ToldSituation& situation, Family family);

// The decision that follows from the exemption list alone, because it exempts everything or is in
// doubt. Returns no value if the list decides nothing.
[[nodiscard]] std::optional<Telling> decision_of_list(const Statement& list);

// The decision about a switch that makes a program read the proxy variables, as far as these decide
// it: there is a proxy to use, and nothing about it is in doubt. Returns no value if the switch may
// be set.
[[nodiscard]] std::optional<Telling> decision_about_switch(const ToldSituation& situation,
                                                           std::string_view program);

}  // namespace proxyenv
