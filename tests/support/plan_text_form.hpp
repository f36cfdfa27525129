// SPDX-License-Identifier: Apache-2.0
// A plan as lines, to compare it with a test row: "VARIABLE ACTION REASON [=AFTER]" for each
// change, "FINDING VARIABLE" for each finding.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/plan/plan.hpp"

namespace proxyenv::testing {

using Lines = std::vector<std::string>;

inline Lines changes_of(const Plan& plan) {
  Lines lines;
  for (const Change& change : plan.changes) {
    std::string line(change.variable);
    line.append(" ").append(to_string(change.action)).append(" ").append(to_string(change.reason));
    if (change.action == Action::set) line.append(" =").append(change.after->with_credentials());
    lines.push_back(std::move(line));
  }
  return lines;
}

inline Lines lines_of(const std::vector<Finding>& findings) {
  Lines lines;
  for (const Finding& finding : findings) {
    lines.push_back(std::string(row_of(finding.kind).name) + " " + std::string(finding.variable));
  }
  return lines;
}

inline std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(line).append("\n");
  return text;
}

}  // namespace proxyenv::testing
