// SPDX-License-Identifier: Apache-2.0
#include "report/check_report.hpp"

#include <algorithm>
#include <set>

#include "text/list.hpp"

namespace proxyenv {

namespace {

std::string counted(std::size_t number, std::string_view what) {
  return text::counted(number, what, std::string(what) + "s");
}

// Variables that the source sets, to values that it does not hold.
std::size_t count_unknown_values(const CheckedEnvironment& environment) {
  std::set<std::string_view> names;
  for (const CheckedFinding& each : environment.findings) {
    if (each.finding.kind == FindingKind::value_not_known && !each.finding.variable.empty()) {
      names.insert(each.finding.variable);
    }
  }
  return names.size();
}

std::string unknown_in_words(std::size_t number) {
  return counted(number, "proxy variable") +
         (number == 1 ? " whose value is not known" : " whose values are not known");
}

void add(CheckCounts& counts, const CheckedFinding& checked, Severity threshold) {
  if (checked.ignored) {
    ++counts.ignored;
    return;
  }
  const Severity severity = row_of(checked.finding.kind).severity;
  if (severity >= threshold) ++counts.failures;
  switch (severity) {
    case Severity::error:
      ++counts.errors;
      return;
    case Severity::warning:
      ++counts.warnings;
      return;
    case Severity::note:
      ++counts.notes;
      return;
  }
}

}  // namespace

CheckCounts count(const CheckReport& report) {
  CheckCounts counts;
  for (const CheckedSource& source : report.sources) {
    if (!source.trouble.empty()) ++counts.unread;
    for (const CheckedEnvironment& environment : source.environments) {
      ++counts.environments;
      counts.proxy_variables += environment.proxy_variables;
      counts.unknown_values += count_unknown_values(environment);
      for (const CheckedFinding& each : environment.findings) add(counts, each, report.threshold);
    }
  }
  return counts;
}

std::string anchor_of(FindingKind kind) {
  return "docs/findings.md#" + std::string(row_of(kind).name);
}

std::string describe(const CheckedSource& source, const CheckedEnvironment& environment) {
  const bool found = std::any_of(environment.findings.begin(), environment.findings.end(),
                                 [](const CheckedFinding& each) { return !each.ignored; });
  const std::size_t unknown = count_unknown_values(environment);
  std::string text;
  if (environment.proxy_variables > 0) {
    text =
        (found ? "" : "no problems in ") + counted(environment.proxy_variables, "proxy variable");
    if (unknown > 0) text.append(", and ");
  } else if (unknown == 0) {
    text = "no proxy variable is set";
  }
  if (unknown > 0) text.append(unknown_in_words(unknown)).append(",");
  if (source.name.empty()) return text;
  text.append(" among ").append(std::to_string(environment.entries));
  text.append(environment.entries == 1 ? " entry of " : " entries of ");
  if (!environment.name.empty()) text.append(environment.name).append(" in ");
  text.append(source.name);
  if (!source.read_as.empty()) text.append(", read as ").append(source.read_as);
  return text;
}

std::string count_in_words(const CheckCounts& counts) {
  std::string text;
  const auto add = [&](std::size_t number, std::string_view what) {
    if (number == 0) return;
    text.append(text.empty() ? "" : ", ").append(counted(number, what));
  };
  add(counts.errors, "error");
  add(counts.warnings, "warning");
  add(counts.notes, "note");
  return text.empty() ? "no problems" : text;
}

std::string ignored_in_words(const CheckCounts& counts) {
  return counted(counts.ignored, "finding") + " ignored";
}

std::string summary_of(const CheckReport& report) {
  const CheckCounts counts = count(report);
  std::string text;
  const auto add = [&](std::string_view clause) {
    text.append(text.empty() ? "" : "; ").append(clause);
  };
  if (counts.proxy_variables > 0) {
    text = count_in_words(counts) + " in " + counted(counts.proxy_variables, "proxy variable");
  } else {
    if (counts.found() > 0) text = count_in_words(counts);
    const bool is_known = counts.unknown_values == 0;
    if (counts.environments > 0 && is_known) add("no proxy variable is set");
    if (!is_known) add(unknown_in_words(counts.unknown_values));
  }
  if (counts.environments > 1) {
    text.append(counts.proxy_variables > 0 ? " of " : " in ");
    text.append(counted(counts.environments, "environment"));
  }
  if (counts.ignored > 0) add(ignored_in_words(counts));
  if (counts.unread > 0) add(counted(counts.unread, "source") + " could not be read");
  return text;
}

}  // namespace proxyenv
