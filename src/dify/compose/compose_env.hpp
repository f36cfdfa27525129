// SPDX-License-Identifier: Apache-2.0
// A `.env` file as Docker Compose reads it (compose-go v2, dotenv/parser.go), which is neither what
// a shell nor what `docker --env-file` makes of it: blanks round the `=`, `export`, `NAME: value`,
// quotes, comments behind a value, and ${OTHER} inside are understood.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dify/compose/interpolation.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

struct ComposeVariable {
  std::string name;
  std::string value;       // quotes off, escapes and references resolved
  std::size_t line;        // where it stands
  bool lost_name = false;  // it held a `$NAME` of a name that is not set, which became empty
};

class ComposeEnv {
 public:
  // In the order of the file. Of a name that stands there twice the last one counts, as in Compose.
  [[nodiscard]] const std::vector<ComposeVariable>& variables() const { return variables_; }
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  [[nodiscard]] const ComposeVariable* find_variable(std::string_view name) const;  // or null
  void set(ComposeVariable variable);

 private:
  std::vector<ComposeVariable> variables_;
  std::unordered_map<std::string, std::size_t> places_;  // by name
};

// `shell` is asked first for names inside ${...}, and for a line that is a name alone. An Error
// gives the number of the line and never repeats its text, since these files hold passwords.
[[nodiscard]] Result<ComposeEnv> parse_compose_env(std::string_view text, const Lookup& shell);

}  // namespace proxyenv::dify
