// SPDX-License-Identifier: Apache-2.0
#include "core/plan/loopback_rules.hpp"

#include <utility>

#include "core/loopback_proxy.hpp"

namespace proxyenv {

void replace_loopback(Draft& draft) {
  const auto& host = draft.policy.loopback_proxy;
  if (!host) return;
  for (auto& family : draft.lines) {
    for (DraftLine& line : family) {
      if (line.row->is_list || line.action != Action::set) continue;
      if (auto replaced = with_loopback_replaced(line.after, *host)) {
        line.after = std::move(*replaced);
      }
    }
  }
}

}  // namespace proxyenv
