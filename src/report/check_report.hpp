// SPDX-License-Identifier: Apache-2.0
// What `check` has found, as data: each source, each environment in it, each finding. The renderers
// beside it (check_text, check_json, check_sarif, check_github, check_junit) print it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/amount_read.hpp"
#include "core/environment.hpp"
#include "core/finding.hpp"

namespace proxyenv {

struct CheckedFinding {
  Finding finding;
  std::size_t line = 0;  // in the source's text, from 1; 0: no line is known
  // Somebody asked to ignore it: no exit status comes from it, and it is only counted.
  bool ignored = false;
  // The change that the advice means, where it is certain and may be shown.
  std::vector<Edit> edits = {};
  // Where the value stands, if in another file that the source names: its path as seen from where
  // the source's path begins, and the line there, or 0. An empty path: in the source.
  std::string value_file = {};
  std::size_t value_line = 0;
};

struct CheckedEnvironment {
  std::string name;                      // "service api"; empty where the source is one environment
  Environment environment;               // findings name its variables, which so stay in memory
  AmountRead amount;                     // of this environment alone
  std::vector<CheckedFinding> findings;  // in the order in which they are printed
};

struct CheckedSource {
  std::string name;  // for people: "file 'x'", "process 7"; empty: the environment of proxyenv
  // What a program calls it: the path as given, "process 7", "-". Redacted; empty like the name.
  std::string label;
  // The path as given, where the source is a file and its path may be shown; else empty.
  std::string path;
  std::string_view format;   // its name for --env-format; empty: it has none
  std::string_view read_as;  // behind "read as": "Compose's .env"; empty: it has no format
  std::string trouble;       // why it could not be read; empty: it could
  std::vector<CheckedEnvironment> environments;  // none where there is trouble
};

// The file and the line to look at: those of the value.
struct FindingPlace {
  std::string_view path;  // empty: no file
  std::size_t line = 0;   // 0: no line is known
};
// It holds a view into one of them.
[[nodiscard]] inline FindingPlace place_of(const CheckedSource& source,
                                           const CheckedFinding& checked) {
  if (checked.value_file.empty()) return {source.path, checked.line};
  return {checked.value_file, checked.value_line};
}

struct CheckReport {
  std::vector<CheckedSource> sources;
  Severity threshold = Severity::warning;  // from here on a finding counts as a failure
  std::string_view version;                // of proxyenv
  bool tells_ignored = false;              // the text has a line for each finding that is ignored
};

struct CheckCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t ignored = 0;
  std::size_t failures = 0;  // at or above the threshold
  std::size_t environments = 0;
  std::size_t proxy_variables = 0;
  std::size_t unknown_values = 0;  // of proxy variables that are set, says the source
  std::size_t unread = 0;          // sources with trouble

  [[nodiscard]] std::size_t found() const { return errors + warnings + notes; }
};
[[nodiscard]] CheckCounts count(const CheckReport& report);

// "docs/findings.md#quotes": where the name is explained.
[[nodiscard]] std::string anchor_of(FindingKind kind);

// "no problems in 4 proxy variables among 34 entries of file 'x', read as Compose's .env", or the
// same without the first three words where there are findings, or that no proxy variable is set.
// Variables that are set, but to values that the source does not hold, are counted apart.
// Not escaped.
[[nodiscard]] std::string describe(const CheckedSource& source,
                                   const CheckedEnvironment& environment);

// "1 error, 2 warnings"; "no problems". What was ignored is not counted in it.
[[nodiscard]] std::string count_in_words(const CheckCounts& counts);

// "2 findings ignored".
[[nodiscard]] std::string ignored_in_words(const CheckCounts& counts);

// The last words of every report for people: the counts, what was ignored and what was not read.
// One sentence without a full stop. Nothing in it comes from outside.
[[nodiscard]] std::string summary_of(const CheckReport& report);

}  // namespace proxyenv
