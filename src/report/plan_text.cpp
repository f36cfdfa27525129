// SPDX-License-Identifier: Apache-2.0
#include "report/plan_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "report/findings_text.hpp"
#include "report/table.hpp"
#include "text/display.hpp"
#include "text/layout.hpp"

namespace proxyenv {

namespace {

// Of a value in a file, and at least of one in a table on a terminal.
constexpr std::size_t kUsualCell = 48;
constexpr std::size_t kNarrowestCell = 24;
constexpr std::size_t kNarrowestReason = 30;
constexpr std::size_t kBetween = 2;  // blanks between columns

std::string cell(const std::optional<SettingValue>& value, std::size_t widest) {
  if (!value) return "(not set)";
  std::string text = escape_for_display(value->redacted());
  if (text.empty()) return "(empty)";
  if (display_width(text) <= widest) return text;
  const auto entries = 1 + std::count(text.begin(), text.end(), ',');
  std::string note = entries > 1 ? " (" + std::to_string(entries) + " entries)" : "";
  if (note.size() + kNarrowestCell / 2 > widest) note.clear();
  // New entries of a list are at its end.
  return shortened_for_display(text, widest - note.size()) + note;
}

std::string after_cell(const Change& change, std::size_t widest, const Style& style) {
  switch (change.action) {
    case Action::keep:
      return style.painted(Ink::faint, "(same)");
    case Action::unset:
      return style.painted(Ink::removed, "(removed)");
    case Action::set:
      break;
  }
  return style.painted(Ink::changed, cell(change.after, widest));
}

struct Widths {
  std::size_t variable;
  std::size_t before;
  std::size_t after;
  std::size_t reason;
};

Widths widths_of(const Plan& plan, std::size_t widest_value) {
  Widths widths{8, 6, 5, 6};  // those of the headings
  const auto make_room = [](std::size_t& width, std::string_view text) {
    width = std::max(width, display_width(text));
  };
  for (const Change& change : plan.changes) {
    make_room(widths.variable, change.variable);
    make_room(widths.before, cell(change.before, widest_value));
    make_room(widths.after, after_cell(change, widest_value, {}));
    make_room(widths.reason, change.detail);
  }
  return widths;
}

std::vector<std::string> headings(const Style& style) {
  std::vector<std::string> row;
  for (const std::string_view title : {"VARIABLE", "BEFORE", "AFTER", "REASON"}) {
    row.push_back(style.painted(Ink::heading, title));
  }
  return row;
}

std::string indented_reason(const Change& change, std::size_t indent, const Layout& layout) {
  return wrapped(std::string(indent, ' ') + escape_for_display(change.detail), layout.width,
                 indent);
}

// The table, whose reasons are wrapped in their column.
std::string one_row_each(const Plan& plan, std::size_t widest_value, const Layout& layout) {
  const Widths widths = widths_of(plan, widest_value);
  const std::size_t column = widths.variable + widths.before + widths.after + 3 * kBetween;
  std::vector<TableRow> rows = {headings(layout.style)};
  for (const Change& change : plan.changes) {
    const std::string reason = indented_reason(change, column, layout).substr(column);
    rows.push_back({std::string(change.variable), cell(change.before, widest_value),
                    after_cell(change, widest_value, layout.style), reason});
  }
  constexpr std::array<Align, 4> kColumns = {Align::left, Align::left, Align::left, Align::left};
  return render_table(rows, kColumns);
}

// The table without its last column, and the reason below each row.
std::string reasons_below(const Plan& plan, const Layout& layout) {
  const Widths widths = widths_of(plan, kUnlimitedWidth);
  const std::size_t room = layout.width - widths.variable - 2 * kBetween;
  // What one column leaves of its half, the other one gets.
  const std::size_t widest_before = std::max(room / 2, room - std::min(room, widths.after));
  const std::size_t widest_after = std::max(room / 2, room - std::min(room, widths.before));
  constexpr std::size_t kIndent = 4;
  std::vector<TableRow> rows = {headings(layout.style)};
  rows.front().pop_back();
  for (const Change& change : plan.changes) {
    rows.push_back({std::string(change.variable), cell(change.before, widest_before),
                    after_cell(change, widest_after, layout.style) + "\n" +
                        indented_reason(change, kIndent, layout)});
  }
  constexpr std::array<Align, 3> kColumns = {Align::left, Align::left, Align::left};
  return render_table(rows, kColumns);
}

// No table: each variable has its lines.
std::string stacked(const Plan& plan, const Layout& layout) {
  constexpr std::string_view kBefore = "  before: ";
  constexpr std::string_view kAfter = "  after:  ";
  const std::size_t widest = layout.width - kBefore.size();
  std::string text;
  for (const Change& change : plan.changes) {
    text.append(layout.style.painted(Ink::heading, change.variable)).append("\n");
    text.append(kBefore).append(cell(change.before, widest)).append("\n");
    text.append(kAfter).append(after_cell(change, widest, layout.style)).append("\n");
    text.append(indented_reason(change, 2, layout)).append("\n");
  }
  return text;
}

std::string laid_out(const Plan& plan, const Layout& layout) {
  if (layout.is_unlimited()) return one_row_each(plan, kUsualCell, layout);
  // All values whole, if there is room; else as much of them as there is.
  for (const std::size_t widest : {kUnlimitedWidth, layout.width / 3, kUsualCell}) {
    const Widths widths = widths_of(plan, std::max(widest, kUsualCell));
    if (widths.variable + widths.before + widths.after + 3 * kBetween +
            std::min(widths.reason, kNarrowestReason) <=
        layout.width) {
      return one_row_each(plan, std::max(widest, kUsualCell), layout);
    }
  }
  const std::size_t variable = widths_of(plan, kUsualCell).variable;
  const bool has_room = variable + 2 * (kBetween + kNarrowestCell) <= layout.width;
  return has_room ? reasons_below(plan, layout) : stacked(plan, layout);
}

}  // namespace

std::string render_plan_text(const Plan& plan, const Layout& layout) {
  if (plan.changes.empty()) return "no proxy variable is set, and none would be added\n";
  std::string text = laid_out(plan, layout);
  if (!plan.findings.empty()) text.append("\n").append(render_findings_text(plan.findings, layout));
  return text;
}

std::string render_change(const Change& change) {
  std::string text(to_string(change.action));
  text.append(" ").append(change.variable);
  if (change.action == Action::set && change.after) {
    text.append(" to ").append(escape_for_display(change.after->redacted()));
  }
  return text.append(": ").append(change.detail);
}

}  // namespace proxyenv
