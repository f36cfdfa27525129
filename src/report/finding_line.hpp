// SPDX-License-Identifier: Apache-2.0
// One finding as one line for a person. `check` finds things about variables, `dify verify` about
// hosts and files; both are printed in this form.
#pragma once

#include <string>
#include <string_view>

#include "core/finding.hpp"
#include "text/style.hpp"

namespace proxyenv {

// The parts that every kind of finding has. They are views into the finding and its table.
struct FindingParts {
  std::string_view name;
  Severity severity;
  std::string_view subject;  // a variable, a host, a file
  std::string_view message;  // what it is
  std::string_view why;      // why it matters; empty where the message says it
  std::string_view advice;
};

[[nodiscard]] FindingParts parts_of(const Finding& finding);

// "warning: case_conflict: MESSAGE; ADVICE", without a newline. The text is not escaped.
[[nodiscard]] std::string render_finding_line(const FindingParts& finding);

// What a severity is painted with.
[[nodiscard]] Ink ink_of(Severity severity);

}  // namespace proxyenv
