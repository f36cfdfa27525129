// SPDX-License-Identifier: Apache-2.0
#include "core/exemption_groups.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/no_proxy.hpp"
#include "text/ascii.hpp"
#include "text/suggestion.hpp"

namespace proxyenv {

namespace {

std::string group_names() {
  std::string names;
  for (const ExemptionGroup& group : kExemptionGroups) {
    if (!names.empty()) names.append(", ");
    names.append(group.name);
  }
  return names;
}

Error unknown_group(std::string_view name) {
  std::vector<std::string_view> known;
  for (const ExemptionGroup& group : kExemptionGroups) known.push_back(group.name);
  return Error{"no such group; the groups are " + group_names() + did_you_mean(name, known)};
}

bool can_be_listed(std::string_view entry) {
  return std::all_of(entry.begin(), entry.end(), [](char c) {
    return ascii::is_alnum(c) || std::string_view("-._:/[]*").find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<std::vector<std::string>> expand_exemptions(std::string_view list) {
  std::vector<std::string> expanded;
  std::unordered_set<std::string> seen;
  const auto append = [&](std::string_view entry) {
    std::string lowered = ascii::lowered(entry);
    if (seen.insert(lowered).second) expanded.push_back(std::move(lowered));
  };
  std::size_t position = 0;
  for (const std::string_view entry : entries_of(list)) {
    ++position;
    if (entry.starts_with('@')) {
      const auto* const group =
          std::find_if(kExemptionGroups.begin(), kExemptionGroups.end(),
                       [&](const ExemptionGroup& candidate) { return candidate.name == entry; });
      if (group == kExemptionGroups.end()) return fail(unknown_group(entry));
      for (const std::string_view member : entries_of(group->entries)) append(member);
    } else if (entry == "*") {
      return fail("* would exempt every host; unset the proxy variables instead");
    } else if (!can_be_listed(entry) || entry.find("://") != std::string_view::npos) {
      return fail("entry " + std::to_string(position) +
                  " is not a host, a domain, an address, a network or a group; the groups are " +
                  group_names());
    } else {
      append(entry);
    }
  }
  if (expanded.empty()) return fail("the list has no entry");
  return expanded;
}

}  // namespace proxyenv
