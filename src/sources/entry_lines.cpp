// SPDX-License-Identifier: Apache-2.0
#include "sources/entry_lines.hpp"

#include <algorithm>

#include "core/family.hpp"

namespace proxyenv::sources {

EntryLines::EntryLines(const SourceEnvironment& source) {
  const auto entries = source.environment.entries();
  const std::size_t known = std::min(entries.size(), source.lines.size());
  for (std::size_t i = 0; i < known; ++i) {
    const auto variable = split_entry(entries[i]);
    const std::size_t line = source.lines[i];
    if (!variable || line == 0) continue;
    const auto elsewhere = source.elsewhere.find(variable->name);
    const Place at = {line, elsewhere == source.elsewhere.end() ? nullptr : &elsewhere->second};
    const auto [place, is_new] = lines_.emplace(variable->name, Lines{at, at});
    if (!is_new) place->second.last = at;
    if (first_proxy_.line == 0 && find_family(variable->name) != nullptr) first_proxy_ = at;
  }
}

EntryLines::Place EntryLines::place_of(const Finding& finding) const {
  const bool is_of_last = finding.kind == FindingKind::duplicate_conflict ||
                          finding.kind == FindingKind::duplicate_entry;
  const FamilyRow* const family = find_family(finding.variable);
  const std::string_view twin = family == nullptr                   ? std::string_view()
                                : family->lower == finding.variable ? family->upper
                                                                    : family->lower;
  for (const std::string_view name : {finding.variable, twin}) {
    const auto found = lines_.find(name);
    if (found != lines_.end()) return is_of_last ? found->second.last : found->second.first;
  }
  return first_proxy_;
}

}  // namespace proxyenv::sources
