// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include "report/diff.hpp"
#include "text/display.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

std::size_t width_of(const Layout& layout) {
  constexpr std::size_t kInFile = 80;
  constexpr std::size_t kNarrowest = 20;
  return layout.is_unlimited() ? kInFile : std::max(layout.width, kNarrowest);
}

std::string shown(const std::optional<SettingValue>& value, std::size_t width) {
  if (!value) return "(not set)";
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
    append_sides(text, shown(it.a, width_of(layout)), shown(it.b, width_of(layout)));
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

// The last line. No proxy variable at all is not the same as equal ones.
std::string summary(const EnvironmentDiff& diff) {
  const std::size_t different = diff.variables.differences.size();
  const std::size_t all = different + diff.variables.same;
  if (all == 0 && !differs(diff)) return "no proxy variable is set in either";
  if (!differs(diff)) {
    return "the same: " + text::counted(all, "proxy variable", "proxy variables") +
           ", and the routes of " + text::counted(diff.asked.size(), "client", "clients") + " to " +
           how_many_urls(diff);
  }
  return "different: " + std::to_string(different) + " of " +
         text::counted(all, "proxy variable", "proxy variables") + ", and routes to " +
         std::to_string(differing_targets(diff)) + " of " + how_many_urls(diff);
}

}  // namespace

bool differs(const EnvironmentDiff& diff) {
  return !diff.variables.differences.empty() || differing_targets(diff) > 0;
}

std::string render_diff_text(const EnvironmentDiff& diff, const Layout& layout) {
  const std::string_view normalized = diff.is_normalized ? ", as run would make it" : "";
  std::string text = "A: " + escape_for_display(diff.name_a);
  text.append(normalized).append("\nB: ").append(escape_for_display(diff.name_b));
  text.append(normalized).append("\n");
  append_variables(text, diff.variables, layout);
  for (const TargetDifference& target : diff.targets) append_target(text, diff, target, layout);
  text.append("\n").append(summary(diff)).append("\n");
  return wrapped_lines(text, layout.width);
}

}  // namespace proxyenv
