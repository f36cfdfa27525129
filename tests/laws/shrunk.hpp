// SPDX-License-Identifier: Apache-2.0
// Makes a generated environment as small as a failure allows, for its message.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace proxyenv::testing {

// The entries with as many entries, and then bytes of values, left out as `still_fails` is true
// without.
template <class StillFails>
std::vector<std::string> shrunk(std::vector<std::string> entries, StillFails still_fails) {
  for (std::size_t i = 0; i < entries.size();) {
    std::vector<std::string> fewer = entries;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (still_fails(fewer)) {
      entries = std::move(fewer);
      i = 0;
    } else {
      ++i;
    }
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t at = entries[i].find('=') + 1; at != 0 && at < entries[i].size();) {
      std::vector<std::string> shorter = entries;
      shorter[i].erase(at, 1);
      if (still_fails(shorter)) {
        entries = std::move(shorter);
      } else {
        ++at;
      }
    }
  }
  return entries;
}

}  // namespace proxyenv::testing
