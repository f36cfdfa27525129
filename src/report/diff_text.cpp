// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include "report/diff.hpp"
#include "report/finding_line.hpp"
#include "text/display.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

std::size_t width_of(const Layout& layout) {
  constexpr std::size_t kInFile = 80;
  constexpr std::size_t kNarrowest = 20;
  return layout.is_unlimited() ? kInFile : std::max(layout.width, kNarrowest);
}

std::string shown(const std::optional<SettingValue>& value, bool is_unknown, std::size_t width) {
  if (!value) return is_unknown ? "(not known)" : "(not set)";
  const std::string text = escape_for_display(value->redacted());
  constexpr std::size_t kIndent = 5;  // "  A: "
  return text.empty() ? "(empty)" : shortened_for_display(text, width - kIndent);
}

// Two lines: what stands in A, and what in B.
void append_sides(std::string& text, std::string_view a, std::string_view b) {
  text.append("  A: ").append(a).append("\n  B: ").append(b).append("\n");
}

void append_variables(std::string& text, const EnvironmentDifference& variables,
                      const Layout& layout) {
  for (const VariableDifference& it : variables.differences) {
    text.append("\n").append(layout.style.painted(Ink::heading, it.variable)).append(": ");
    text.append(escape_for_display(it.detail)).append("\n");
    append_sides(text, shown(it.a, it.is_unknown_in_a, width_of(layout)),
                 shown(it.b, it.is_unknown_in_b, width_of(layout)));
  }
}

struct Group {
  std::string a;
  std::string b;
  std::vector<std::string> clients;
};

std::vector<Group> group(const EnvironmentDiff& diff, const TargetDifference& target) {
  std::vector<Group> groups;
  for (const ClientDifference& it : target.clients) {
    const std::string a = escape_for_display(way_of(it.a));
    const std::string b = escape_for_display(way_of(it.b));
    auto same = std::find_if(groups.begin(), groups.end(),
                             [&](const Group& known) { return known.a == a && known.b == b; });
    if (same == groups.end()) same = groups.insert(groups.end(), Group{a, b, {}});
    same->clients.push_back(label_of(diff.asked[it.client]));
  }
  return groups;
}

// "      curl, go, ...", in lines that fit.
void append_names(std::string& text, const std::vector<std::string>& names, std::size_t width) {
  constexpr std::size_t kIndent = 6;
  std::size_t column = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string word = names[i] + (i + 1 < names.size() ? "," : "");
    if (column == 0 || column + 1 + word.size() > width) {
      text.append(column == 0 ? "" : "\n").append(kIndent, ' ');
      column = kIndent;
    } else {
      text.push_back(' ');
      ++column;
    }
    text.append(word);
    column += word.size();
  }
  text.push_back('\n');
}

void append_target(std::string& text, const EnvironmentDiff& diff, const TargetDifference& target,
                   const Layout& layout) {
  if (target.clients.empty()) return;
  text.append("\n").append(layout.style.painted(Ink::heading, heading_of(target.target)));
  text.append("\n");
  for (const Group& it : group(diff, target)) {
    append_sides(text, it.a, it.b);
    append_names(text, it.clients, width_of(layout));
  }
}

std::size_t differing_targets(const EnvironmentDiff& diff) {
  return static_cast<std::size_t>(
      std::count_if(diff.targets.begin(), diff.targets.end(),
                    [](const TargetDifference& target) { return !target.clients.empty(); }));
}

std::string how_many_urls(const EnvironmentDiff& diff) {
  return text::counted(diff.targets.size(), "URL", "URLs");
}

// The last line. No proxy variable at all is not the same as equal ones, and neither is what is not
// known.
std::string summary(const EnvironmentDiff& diff) {
  const auto& differences = diff.variables.differences;
  const std::size_t all = differences.size() + diff.variables.same;
  const std::string variables = text::counted(all, "proxy variable", "proxy variables");
  if (differs(diff)) {
    const auto unknown = static_cast<std::size_t>(std::count_if(
        differences.begin(), differences.end(),
        [](const VariableDifference& it) { return it.kind == DifferenceKind::not_known; }));
    std::string text = "different: " + std::to_string(differences.size() - unknown) + " of ";
    text.append(variables).append(", and routes to ");
    text.append(std::to_string(differing_targets(diff))).append(" of ").append(how_many_urls(diff));
    if (unknown > 0) text.append("; not known: ").append(std::to_string(unknown));
    return text;
  }
  if (!is_all_known(diff)) {
    return "no difference in " + variables + ", but not everything is known, as told above";
  }
  if (all == 0) return "no proxy variable is set in either";
  return "the same: " + variables + ", and the routes of " +
         text::counted(diff.asked.size(), "client", "clients") + " to " + how_many_urls(diff);
}

// "  line 3: note: value_not_known: ...".
void append_side(std::string& text, std::string_view letter, const DiffSide& side,
                 const EnvironmentDiff& diff, const Style& style) {
  text.append(letter).append(": ").append(escape_for_display(side.name));
  text.append(diff.is_normalized ? ", as run would make it" : "").append("\n");
  for (const DiffRemark& it : side.remarks) {
    const FindingParts parts = parts_of(it.finding);
    text.append("  ");
    if (it.line > 0) text.append("line ").append(std::to_string(it.line)).append(": ");
    const std::string_view severity = to_string(parts.severity);
    text.append(style.painted(ink_of(parts.severity), severity));
    text.append(escape_for_display(render_finding_line(parts)).substr(severity.size()));
    text.append("\n");
  }
}

bool leaves_unknown(const DiffSide& side) {
  return std::any_of(side.remarks.begin(), side.remarks.end(), [](const DiffRemark& it) {
    return it.finding.kind != FindingKind::other_reading;
  });
}

}  // namespace

bool differs(const EnvironmentDiff& diff) {
  return !diff.variables.differences.empty() || differing_targets(diff) > 0;
}

bool is_all_known(const EnvironmentDiff& diff) {
  return !leaves_unknown(diff.a) && !leaves_unknown(diff.b);
}

std::string render_diff_text(const EnvironmentDiff& diff, const Layout& layout) {
  std::string text;
  append_side(text, "A", diff.a, diff, layout.style);
  append_side(text, "B", diff.b, diff, layout.style);
  append_variables(text, diff.variables, layout);
  for (const TargetDifference& target : diff.targets) append_target(text, diff, target, layout);
  text.append("\n").append(summary(diff)).append("\n");
  return wrapped_lines(text, layout.width);
}

}  // namespace proxyenv
