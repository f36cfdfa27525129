// SPDX-License-Identifier: Apache-2.0
// ELECTRON_GET_USE_PROXY for --also electron. @electron/get, which fetches Electron when it is
// installed, reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY only if this is set: before 5 by
// global-agent, from 5 on by undici's EnvHttpProxyAgent (src/index.ts, src/proxy.ts of 3.1.0 and
// 5.1.0). It catches what these throw, and goes direct then, as without the switch.
#include <utility>

#include "core/plan/telling.hpp"

namespace proxyenv {

// First match wins. A decision that somebody made comes first, whatever it says.
Telling tell_electron(const ToldSituation& situation) {
  if (!situation.values.empty()) {
    return Telling::keep(Reason::also_decided,
                         situation.values.front().empty() ? "set, so it stays" : "on already");
  }
  if (auto decision = decision_about_switch(situation, "@electron/get")) {
    return std::move(*decision);
  }
  return Telling::set("true", "for @electron/get (--also)");
}

}  // namespace proxyenv
