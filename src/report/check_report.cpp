// SPDX-License-Identifier: Apache-2.0
#include "report/check_report.hpp"

#include <algorithm>

#include "text/list.hpp"

namespace proxyenv {

namespace {

std::string counted(std::size_t number, std::string_view what) {
  return text::counted(number, what, std::string(what) + "s");
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
      counts.proxy_variables += environment.amount.proxy_variables;
      counts.unknown_values += environment.amount.unknown_values;
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
  const AmountRead& amount = environment.amount;
  const std::string praise = found || amount.proxy_variables == 0 ? "" : "no problems in ";
  if (source.name.empty()) return praise + variables_in_words(amount);
  std::string name = environment.name;
  if (!name.empty()) name.append(" in ");
  return praise + describe(amount, name.append(source.name), source.read_as);
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
    if (!is_known) add(variables_in_words({0, 0, 0, counts.unknown_values}));
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
