// SPDX-License-Identifier: Apache-2.0
#include "report/plan_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "report/findings_text.hpp"
#include "report/table.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

constexpr std::size_t kWidestCell = 48;

std::string cell(const std::optional<SettingValue>& value) {
  if (!value) return "(not set)";
  std::string text = escape_for_display(value->redacted());
  if (text.empty()) return "(empty)";
  if (display_width(text) <= kWidestCell) return text;
  const auto entries = 1 + std::count(text.begin(), text.end(), ',');
  const std::string note = entries > 1 ? " (" + std::to_string(entries) + " entries)" : "";
  // New entries of a list are at its end.
  return shortened_for_display(text, kWidestCell - note.size()) + note;
}

TableRow make_row(const Change& change) {
  const std::string after = change.action == Action::keep    ? "(same)"
                            : change.action == Action::unset ? "(removed)"
                                                             : cell(change.after);
  return {std::string(change.variable), cell(change.before), after, change.detail};
}

}  // namespace

std::string render_plan_text(const Plan& plan) {
  if (plan.changes.empty()) return "no proxy variable is set, and none would be added\n";
  std::vector<TableRow> rows = {{"VARIABLE", "BEFORE", "AFTER", "REASON"}};
  for (const Change& change : plan.changes) rows.push_back(make_row(change));
  constexpr std::array<Align, 4> kColumns = {Align::left, Align::left, Align::left, Align::left};
  std::string text = render_table(rows, kColumns);
  if (!plan.findings.empty()) text.append("\n").append(render_findings_text(plan.findings));
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
