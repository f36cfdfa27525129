// SPDX-License-Identifier: Apache-2.0
// The user's options for the plan, from the command line and PROXYENV_* variables, checked and
// typed.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/family.hpp"
#include "core/told_client.hpp"

namespace proxyenv {

// The families that may be written. All of them by default.
class FamilySelection {
 public:
  static FamilySelection none() {
    FamilySelection selection;
    selection.selected_.fill(false);
    return selection;
  }
  void add(Family family) { selected_[static_cast<std::size_t>(family)] = true; }
  [[nodiscard]] bool holds(Family family) const {
    return selected_[static_cast<std::size_t>(family)];
  }

 private:
  std::array<bool, kFamilyCount> selected_ = {true, true, true, true, true, true, true};
};

struct Policy {
  std::optional<std::string> proxy;           // --proxy: http://host:port, repaired
  std::vector<std::string> exempt;            // --exempt: entries, groups expanded
  bool leave_out_ipv6_networks = false;       // --leave-out
  FamilySelection only;                       // --only
  std::optional<Case> prefer;                 // --prefer: decides conflicts
  bool fill_empty = true;                     // --empty fill|keep
  bool repair = true;                         // --repair on|off
  bool portable = false;                      // --portable
  std::optional<std::string> loopback_proxy;  // --loopback-proxy: a host, IPv6 in brackets
  ToldClientSelection also;                   // --also
};

}  // namespace proxyenv
