// SPDX-License-Identifier: Apache-2.0
// Reports of `check` to render.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/check_report.hpp"

namespace proxyenv::testing {

inline CheckedFinding quotes_at(std::size_t line, std::string why = {}) {
  return {{FindingKind::quotes, "HTTPS_PROXY", "HTTPS_PROXY has quotes round its value",
           std::move(why)},
          line};
}

inline CheckedFinding note_at(std::size_t line) {
  return {{FindingKind::set_but_empty, "no_proxy", "no_proxy is set, with no value"}, line};
}

inline CheckedFinding ignored(CheckedFinding finding) {
  finding.ignored = true;
  return finding;
}

inline CheckedEnvironment environment_of(std::size_t entries, std::size_t proxy_variables,
                                         std::vector<CheckedFinding> findings,
                                         std::string name = {}, std::size_t unknown_values = 0) {
  return {std::move(name), {}, {proxy_variables, entries, 1, unknown_values}, std::move(findings)};
}

inline CheckedSource own_environment(CheckedEnvironment environment) {
  return {{}, {}, {}, {}, {}, {}, {std::move(environment)}};
}

inline CheckedSource file(const std::string& path, std::vector<CheckedEnvironment> environments) {
  return {"file '" + path + "'",  path, path, "docker", "docker's --env-file", {},
          std::move(environments)};
}

inline CheckedSource process(CheckedEnvironment environment) {
  return {"process 7", "process 7", {}, {}, {}, {}, {std::move(environment)}};
}

inline CheckedSource unread(const std::string& path) {
  CheckedSource source = file(path, {});
  source.trouble = "file '" + path + "': No such file or directory";
  return source;
}

inline CheckReport report_of(std::vector<CheckedSource> sources) {
  return {std::move(sources), Severity::warning, "1.2.3", false};
}

}  // namespace proxyenv::testing
