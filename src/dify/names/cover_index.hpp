// SPDX-License-Identifier: Apache-2.0
// A list of domains, ready to be asked for many hosts. A question takes as many steps as the host
// has labels, however long the list is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace proxyenv::dify {

class CoverIndex {
 public:
  // Entries as those of covers(). The list must outlive this object and stay as it is.
  explicit CoverIndex(const std::vector<std::string>& entries);

  // Whether an entry covers `other`, which is a host or another entry: see covers().
  [[nodiscard]] bool covers(std::string_view other) const;

  // The entries that cover `other`, each once, from the narrowest to the widest. They are views
  // into the list.
  [[nodiscard]] std::vector<std::string_view> entries_covering(std::string_view other) const;

 private:
  std::unordered_set<std::string_view> names_;  // entries that cover themselves alone
  std::unordered_set<std::string_view> zones_;  // entries with a dot in front
  std::size_t longest_zone_ = 0;
};

}  // namespace proxyenv::dify
