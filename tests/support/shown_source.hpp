// SPDX-License-Identifier: Apache-2.0
// What a reader of sources gives, as one text that a row of a test can hold.
#pragma once

#include <string>
#include <string_view>

#include "core/environment.hpp"
#include "core/finding.hpp"
#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::testing {

// "service api: A=1@4 B=2@5 | value_not_known HTTPS_PROXY@6\n" for each environment, with the lines
// behind the `@`; a line of "error: MESSAGE" for an Error.
inline std::string shown_source(const Result<sources::Source>& source) {
  if (!source) return "error: " + source.error().message + "\n";
  std::string text;
  for (const sources::SourceEnvironment& environment : source->environments) {
    text.append(environment.name).append(":");
    std::size_t number = 0;
    for (const char* entry : environment.environment.entries()) {
      text.append(" ").append(entry);
      text.append("@").append(std::to_string(environment.lines.at(number++)));
    }
    for (const sources::PlacedFinding& remark : environment.remarks) {
      text.append(" | ").append(row_of(remark.finding.kind).name);
      if (!remark.finding.variable.empty()) text.append(" ").append(remark.finding.variable);
      text.append("@").append(std::to_string(remark.line));
    }
    text.append("\n");
  }
  return text;
}

}  // namespace proxyenv::testing
