// SPDX-License-Identifier: Apache-2.0
// What the exemption lists mean for the proxies. To be called once no_proxy and NO_PROXY are
// decided. Private to the files of this folder.
#pragma once

#include <string>

#include "core/plan/draft.hpp"

namespace proxyenv {

// Whether no_proxy or NO_PROXY will hold the entry `*`. The plan then produces no proxy spelling:
// some clients do not understand `*` (Habit::star_alone) and would send everything to the proxy.
[[nodiscard]] bool everything_is_exempt(const Draft& draft);

// The same for the clients that read the variables of that family: gRPC has a list of its own.
[[nodiscard]] bool everything_is_exempt_for(const Draft& draft, Family family);

// Whether the clients that read only lower case would miss an exemption, because no_proxy and
// NO_PROXY stay different or one of them cannot be read. The plan then gives these clients no new
// proxy, because it would get requests for hosts that somebody exempted. For the lists as decided,
// even if --only forbids to write them.
[[nodiscard]] bool exemptions_in_doubt_as_planned(const Draft& draft);
// For the lists that the environment will really contain.
[[nodiscard]] bool exemptions_in_doubt_as_written(const Draft& draft);

// What leaves them in doubt, for a person: "NO_PROXY cannot be read", for instance.
[[nodiscard]] std::string what_leaves_exemptions_in_doubt(const Draft& draft);

}  // namespace proxyenv
