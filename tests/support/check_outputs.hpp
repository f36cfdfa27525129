// SPDX-License-Identifier: Apache-2.0
// What `check` prints of an environment, in all its forms, for tests that look for something in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/check_github.hpp"
#include "report/check_json.hpp"
#include "report/check_junit.hpp"
#include "report/check_sarif.hpp"
#include "report/check_text.hpp"

namespace proxyenv::testing {

// `findings`: of examine() or examine_with_clients().
inline std::string check_outputs(const Environment& environment, std::vector<Finding> findings) {
  CheckedEnvironment checked;
  checked.environment = environment;
  checked.amount.entries = environment.entries().size();
  for (Finding& finding : findings) {
    checked.findings.push_back({std::move(finding), 1});
  }
  CheckReport report;
  report.sources.push_back({"file 'x'", "x", "x", "docker", "a file", {}, {std::move(checked)}});
  return render_check_text(report) + render_check_json(report) + render_check_sarif(report) +
         render_check_github(report) + render_check_junit(report);
}

}  // namespace proxyenv::testing
