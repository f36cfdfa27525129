// SPDX-License-Identifier: Apache-2.0
// What options add to no_proxy and NO_PROXY, once the two are decided as a pair.
// Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// --exempt: extends every exemption list there is, empty ones too, or makes one.
void extend_exemptions(Draft& draft);

// --portable: rewrites every list that is clean and says one thing, and makes it name loopback
// where a proxy is set. Go, Ruby and Java exempt loopback by themselves, the other clients do not.
void make_lists_portable(Draft& draft);

}  // namespace proxyenv
