// SPDX-License-Identifier: Apache-2.0
#include "report/check_text.hpp"

#include <cstddef>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/finding_line.hpp"
#include "report/paste_form.hpp"
#include "report/short_why.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

// "FILE:LINE: ", or nothing.
std::string shown_place(const CheckedSource& source, const CheckedFinding& checked) {
  std::string place;
  const FindingPlace at = place_of(source, checked);
  if (at.path.empty()) return place;
  // A line that begins with `::`, perhaps behind blanks, is a command for GitHub's runner.
  place.append(ascii::trimmed(at.path).starts_with("::") ? "./" : "").append(at.path).append(":");
  if (at.line > 0) place.append(std::to_string(at.line)).append(":");
  return escape_for_display(place.append(" "));
}

void append_ignored(std::string& text, const CheckedSource& source, const CheckedFinding& checked) {
  const FindingParts parts = parts_of(checked.finding);
  text.append(shown_place(source, checked)).append("ignored: ").append(parts.name).append(": ");
  text.append(escape_for_display(parts.message)).append("\n");
}

// "export A='x' B='y'; unset C", and of a file, which has a syntax of its own, "A = x, B = y;
// remove C".
std::string change_in_words(bool is_shell, const std::vector<Edit>& edits) {
  constexpr std::string_view kExport = "export ";
  std::string set;
  std::string removed;
  for (const Edit& edit : edits) {
    const std::string_view between = is_shell ? " " : ", ";
    if (!edit.value) {
      removed.append(removed.empty() ? "" : between).append(edit.name);
      continue;
    }
    set.append(set.empty() ? "" : between);
    if (is_shell) {
      set.append(kShellForm.set(edit.name, *edit.value).value_or("").substr(kExport.size()));
    } else {
      set.append(edit.name).append(" = ").append(*edit.value);
    }
  }
  if (is_shell && !set.empty()) set.insert(0, kExport);
  if (removed.empty()) return set;
  set.append(set.empty() ? "" : "; ").append(is_shell ? "unset " : "remove ");
  return set.append(removed);
}

// The line below the advice, where that is certain; empty where there is none, or none that fits.
std::string paste_line(const CheckedSource& source, const CheckedFinding& checked) {
  constexpr std::size_t kLongest = 240;
  // Notes have advice enough: a line for each would hide the errors.
  const bool is_note = row_of(checked.finding.kind).severity == Severity::note;
  if (checked.edits.empty() || is_note) return {};
  const bool is_shell = source.format.empty() || source.format == "shell";
  const std::string words = change_in_words(is_shell, checked.edits);
  if (words.size() > kLongest) return {};
  return std::string(is_shell ? "  paste: " : "  write: ") + escape_for_display(words) + "\n";
}

// The findings of a source, each told once: where several environments have the same, it stands
// below the first of them, with the names of the others.
class Repetitions {
 public:
  explicit Repetitions(const CheckedSource& source) {
    if (source.environments.size() < 2) return;
    for (const CheckedEnvironment& environment : source.environments) {
      for (const CheckedFinding& each : environment.findings) {
        if (!each.ignored) places_[key_of(each)].push_back({&environment, each.line});
      }
    }
  }

  [[nodiscard]] bool is_told_before(const CheckedEnvironment& environment,
                                    const CheckedFinding& checked) const {
    const auto found = places_.find(key_of(checked));
    return found != places_.end() && found->second.front().environment != &environment;
  }

  // "  also: service web (line 9), service db (line 14)", or nothing.
  [[nodiscard]] std::string others(const CheckedFinding& checked) const {
    constexpr std::size_t kMostNamed = 8;
    const auto found = places_.find(key_of(checked));
    if (found == places_.end() || found->second.size() < 2) return {};
    const std::vector<Place>& places = found->second;
    std::string text = "  also:";
    for (std::size_t i = 1; i < places.size() && i <= kMostNamed; ++i) {
      const std::string& name = places[i].environment->name;
      text.append(i == 1 ? " " : ", ").append(name.empty() ? "(no name)" : name);
      if (places[i].line > 0) text.append(" (line " + std::to_string(places[i].line) + ")");
    }
    if (places.size() > kMostNamed + 1) {
      text.append(" and ").append(std::to_string(places.size() - 1 - kMostNamed)).append(" more");
    }
    return escape_for_display(text).append("\n");
  }

 private:
  struct Place {
    const CheckedEnvironment* environment;
    std::size_t line;
  };
  static std::string key_of(const CheckedFinding& checked) {
    const FindingParts parts = parts_of(checked.finding);
    return text::concatenated(
        {parts.name, "\n", parts.subject, "\n", parts.message, "\n", parts.why});
  }

  std::unordered_map<std::string, std::vector<Place>> places_;
};

void append_finding(std::string& text, const CheckedSource& source, const CheckedFinding& checked,
                    const Repetitions& repetitions, std::set<std::string>& pasted,
                    const Style& style) {
  const FindingParts parts = parts_of(checked.finding);
  text.append(shown_place(source, checked));
  text.append(style.painted(ink_of(parts.severity), to_string(parts.severity)));
  text.append(": ").append(parts.name).append(": ");
  text.append(escape_for_display(parts.message)).append("\n");
  if (!parts.why.empty()) {
    text.append("  why: ").append(escape_for_display(with_few_names(parts.why))).append("\n");
  }
  text.append("  fix: ").append(escape_for_display(parts.advice)).append("\n");
  // Several findings may mean the same change. It is told once.
  if (std::string line = paste_line(source, checked); pasted.insert(line).second) text.append(line);
  text.append(repetitions.others(checked));
}

// What stands behind the line about an environment.
enum class Follows { nothing, findings, findings_told_before };

Follows what_follows(const CheckedEnvironment& environment, const Repetitions& repetitions) {
  Follows follows = Follows::nothing;
  for (const CheckedFinding& each : environment.findings) {
    if (each.ignored) continue;
    if (!repetitions.is_told_before(environment, each)) return Follows::findings;
    follows = Follows::findings_told_before;
  }
  return follows;
}

std::string_view end_of_line(Follows follows) {
  switch (follows) {
    case Follows::nothing:
      return "\n";
    case Follows::findings:
      return ":\n";
    case Follows::findings_told_before:
      return ": as told above\n";
  }
  return "\n";
}

}  // namespace

std::string render_check_text(const CheckReport& report, const Layout& layout) {
  std::string text;
  for (const CheckedSource& source : report.sources) {
    const Repetitions repetitions(source);
    for (const CheckedEnvironment& environment : source.environments) {
      const Follows follows = what_follows(environment, repetitions);
      // The own environment needs no introduction: its findings and the counts say it all.
      if (follows == Follows::nothing || !source.name.empty()) {
        text.append(escape_for_display(describe(source, environment)));
        text.append(end_of_line(follows));
      }
      std::set<std::string> pasted;
      for (const CheckedFinding& each : environment.findings) {
        if (!each.ignored) {
          if (repetitions.is_told_before(environment, each)) continue;
          append_finding(text, source, each, repetitions, pasted, layout.style);
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
