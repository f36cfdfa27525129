// SPDX-License-Identifier: Apache-2.0
#include "dify/names/cover_index.hpp"

#include <algorithm>

namespace proxyenv::dify {

CoverIndex::CoverIndex(const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) {
    if (!entry.starts_with('.')) {
      names_.insert(entry);
    } else if (entry.size() > 1) {
      zones_.insert(entry);
      longest_zone_ = std::max(longest_zone_, entry.size());
    }
  }
}

bool CoverIndex::covers(std::string_view other) const {
  return !entries_covering(other).empty();
}

std::vector<std::string_view> CoverIndex::entries_covering(std::string_view other) const {
  std::vector<std::string_view> found;
  if (const auto name = names_.find(other); name != names_.end()) found.push_back(*name);
  // `.x` is found as `.x` itself: with a dot in front, each ending of a host that begins with one
  // may be a zone. Longer endings than the longest zone are not looked at.
  const std::string dotted = (other.starts_with('.') ? "" : ".") + std::string(other);
  std::string_view ending = dotted;
  if (ending.size() > longest_zone_) ending.remove_prefix(ending.size() - longest_zone_);
  for (std::size_t dot = ending.find('.'); dot < ending.size(); dot = ending.find('.', dot + 1)) {
    if (const auto zone = zones_.find(ending.substr(dot)); zone != zones_.end()) {
      found.push_back(*zone);
    }
  }
  return found;
}

}  // namespace proxyenv::dify
