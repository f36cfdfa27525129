// SPDX-License-Identifier: Apache-2.0
#include "report/check_text.hpp"

#include <algorithm>

#include "report/finding_line.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

// "FILE:LINE: ", or nothing.
std::string place_of(const CheckedSource& source, const CheckedFinding& checked) {
  std::string place;
  if (source.path.empty()) return place;
  // A line that begins with `::`, perhaps behind blanks, is a command for GitHub's runner.
  place.append(ascii::trimmed(source.path).starts_with("::") ? "./" : "")
      .append(source.path)
      .append(":");
  if (checked.line > 0) place.append(std::to_string(checked.line)).append(":");
  return escape_for_display(place.append(" "));
}

void append_ignored(std::string& text, const CheckedSource& source, const CheckedFinding& checked) {
  const FindingParts parts = parts_of(checked.finding);
  text.append(place_of(source, checked)).append("ignored: ").append(parts.name).append(": ");
  text.append(escape_for_display(parts.message)).append("\n");
}

void append_finding(std::string& text, const CheckedSource& source, const CheckedFinding& checked,
                    const Style& style) {
  const FindingParts parts = parts_of(checked.finding);
  text.append(place_of(source, checked));
  text.append(style.painted(ink_of(parts.severity), to_string(parts.severity)));
  text.append(": ").append(parts.name).append(": ");
  text.append(escape_for_display(parts.message)).append("\n");
  if (!parts.why.empty()) {
    text.append("  why: ").append(escape_for_display(parts.why)).append("\n");
  }
  text.append("  fix: ").append(escape_for_display(parts.advice)).append("\n");
}

bool shows_findings(const CheckedEnvironment& environment) {
  return std::any_of(environment.findings.begin(), environment.findings.end(),
                     [](const CheckedFinding& each) { return !each.ignored; });
}

}  // namespace

std::string render_check_text(const CheckReport& report, const Layout& layout) {
  std::string text;
  for (const CheckedSource& source : report.sources) {
    for (const CheckedEnvironment& environment : source.environments) {
      const bool found = shows_findings(environment);
      // The own environment needs no introduction: its findings and the counts say it all.
      if (!found || !source.name.empty() || environment.amount.proxy_variables == 0) {
        text.append(escape_for_display(describe(source, environment)));
        text.append(found ? ":\n" : "\n");
      }
      for (const CheckedFinding& each : environment.findings) {
        if (!each.ignored) {
          append_finding(text, source, each, layout.style);
        } else if (report.tells_ignored) {
          append_ignored(text, source, each);
        }
      }
    }
  }
  const CheckCounts counts = count(report);
  const bool told_ignored = report.tells_ignored && counts.ignored > 0;
  if (counts.found() == 0 && counts.environments <= 1 && !told_ignored) {
    if (counts.ignored == 0) return wrapped_lines(text, layout.width);
    text.pop_back();
    text.append("; ").append(ignored_in_words(counts)).append("\n");
    return wrapped_lines(text, layout.width);
  }
  text.append(summary_of(report));
  if (counts.found() > 0) text.append("; docs/findings.md#NAME explains each name");
  return wrapped_lines(text.append("\n"), layout.width);
}

}  // namespace proxyenv
