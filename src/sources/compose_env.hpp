// SPDX-License-Identifier: Apache-2.0
// A `.env` file as Docker Compose reads it (compose-go v2, dotenv/parser.go). Shells and `docker
// --env-file` read it differently. Compose accepts blanks around the `=`, `export`, `NAME: value`,
// quotes, comments after a value, and ${OTHER} inside a value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sources/interpolation.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

struct ComposeVariable {
  std::string name;
  std::string value;       // without quotes, with escapes and references resolved
  std::size_t line;        // line number in the file
  bool lost_name = false;  // it held a `$NAME` that is not set and became empty
};

// A line that holds only a name. Its value is looked up elsewhere.
struct NameAlone {
  std::string name;
  std::size_t line;
};

class ComposeEnv {
 public:
  // In the order of the file. If a name occurs twice, the last one counts, as in Compose.
  [[nodiscard]] const std::vector<ComposeVariable>& variables() const { return variables_; }
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  [[nodiscard]] const ComposeVariable* find_variable(std::string_view name) const;  // or null
  void set(ComposeVariable variable);
  // Names without a value for which the shell had none either.
  [[nodiscard]] const std::vector<NameAlone>& names_alone() const { return names_alone_; }
  // What set() was given of a name before its last value.
  [[nodiscard]] const std::vector<NameAlone>& set_before() const { return set_before_; }
  void add_name_alone(NameAlone name) { names_alone_.push_back(std::move(name)); }

 private:
  std::vector<ComposeVariable> variables_;
  std::vector<NameAlone> names_alone_;
  std::vector<NameAlone> set_before_;
  std::unordered_map<std::string, std::size_t> places_;  // by name
};

// Names inside ${...}, and lines that hold only a name, are looked up in `shell` first. An Error
// gives the line number and never repeats the line's text, since these files hold passwords.
[[nodiscard]] Result<ComposeEnv> parse_compose_env(std::string_view text, const Lookup& shell);

}  // namespace proxyenv::sources
