// SPDX-License-Identifier: Apache-2.0
// Readers of documents collect the variables of an environment here, from several places of which
// a later one overrides an earlier one.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// The name of the variable if it is one that the findings are about: a spelling of a family, or
// the variable of a told client. It lives as long as the program, as Finding::variable wants.
// Empty for others.
[[nodiscard]] std::string_view proxy_name(std::string_view name);

struct CollectedVariable {
  std::string name;
  std::optional<std::string> value;  // none: the document does not hold it, or takes it away
  std::size_t line = 0;
  // Why there is no value: "is taken from a Secret". Empty where the variable is not set at all.
  std::string why_not_known = {};
  ValuePlace elsewhere = {};  // if another file holds the value, which `line` names
};

// Where a line of a text that was put together from several files stands.
struct LinePlace {
  std::size_t line = 0;       // in the source itself
  ValuePlace elsewhere = {};  // in the other file that this line names, if it is one of that
};

// A variable that is set again stays at its first place, as in Docker's list of variables. Beyond
// 64 MiB it takes no more, which CollectedEnvironments::add() tells.
class CollectedVariables {
 public:
  void set(std::string name, std::string value, std::size_t line, ValuePlace elsewhere = {});
  // `why` goes behind the variable's name, and must hold no piece of a value.
  void set_not_known(std::string name, std::string why, std::size_t line);
  void unset(std::string name);
  void set(const CollectedVariable& variable);
  void override_by(const CollectedVariables& other);

  // The line names the variable without setting it, as a list of names to inherit does.
  void mark_taken(std::string name, std::size_t line);

  // A remark that is not about one variable's value. It is redacted by who makes it.
  void remark(FindingKind kind, std::string_view variable, std::string message, std::size_t line);

  // Gives each line its place. Remarks about another file say so.
  void place_lines(const std::function<LinePlace(std::size_t line)>& place_of);

  [[nodiscard]] const CollectedVariable* find(std::string_view name) const;  // or null
  [[nodiscard]] const std::vector<CollectedVariable>& variables() const { return variables_; }
  [[nodiscard]] bool has_remarks() const { return !remarks_.empty(); }
  [[nodiscard]] bool holds_proxy_variable() const;
  [[nodiscard]] std::size_t bytes() const { return bytes_; }  // that were set

 private:
  friend class CollectedEnvironments;
  void put(CollectedVariable variable);

  std::vector<CollectedVariable> variables_;
  std::vector<PlacedFinding> remarks_;
  std::set<TakenName> taken_;  // of proxy variables, beside the lines in variables_
  std::unordered_map<std::string, std::size_t> places_;  // by name
  std::size_t bytes_ = 0;
};

// The environments of a document, with a limit for all of them together: a small text can repeat
// its variables in each of many environments.
class CollectedEnvironments {
 public:
  // Variables that are not known become a remark if they are proxy variables. An Error where a
  // variable is longer than one can be, or there are too many.
  [[nodiscard]] Result<void> add(std::string name, CollectedVariables variables);

  // Environments without a variable and a remark are left out, unless all are.
  [[nodiscard]] Source take(Format format) &&;
  [[nodiscard]] bool is_empty() const { return environments_.empty(); }

 private:
  std::vector<SourceEnvironment> environments_;
  std::vector<TakenName> taken_;
  std::size_t entries_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace proxyenv::sources
